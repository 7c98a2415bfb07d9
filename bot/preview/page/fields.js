// Fields to fill in: the options of a command, and what is in a form.

import { made } from "./markdown.js";

let numbers = 0;

// A field with its label; `value` returns what was entered, and `problem` what is wrong with it.
export function labelled(text, hint, input, required) {
  input.id = `field-${(numbers += 1)}`;
  const label = made("label", "", text);
  label.htmlFor = input.id;
  if (required) label.append(made("span", "required", " (required)"));
  const parts = [label];
  if (hint) {
    const told = made("small", "", hint);
    told.id = `${input.id}-hint`;
    input.setAttribute("aria-describedby", told.id);
    parts.push(told);
  }
  input.required = Boolean(required) && input.tagName !== "FIELDSET";
  return made("div", "field-of-form", ...parts, input);
}

export function chooser(options, required) {
  const select = made("select", "");
  if (!required) select.append(new Option("", ""));
  for (const [text, value] of options) select.append(new Option(text, value));
  return select;
}

// Files as the server takes them.
export function read(files) {
  return Promise.all([...files].map((file) => new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done({ name: file.name, type: file.type, content: reader.result.split(",")[1] || "" });
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  })));
}

// A text field with a list of choices that the bot makes while one types.
export function completed(input, ask) {
  const list = made("div", "choices");
  list.setAttribute("role", "listbox");
  list.hidden = true;
  list.id = `choices-${(numbers += 1)}`;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.autocomplete = "off";
  const box = new Choices(input, list, (choice) => {
    input.value = choice.name;
    input.dataset.value = choice.value;
    input.dataset.named = choice.name;
  });
  let waiting = 0;
  const offer = () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const typed = input.value;
      const choices = await ask(typed);
      if (input.value === typed && document.activeElement === input) box.offer(choices);
    }, 80);
  };
  input.addEventListener("input", offer);
  input.addEventListener("focus", offer);
  input.addEventListener("blur", () => box.close());
  input.addEventListener("keydown", (event) => box.key(event));
  return list;
}

// A list below or above a field, walked through with the arrow keys.
export class Choices {
  constructor(input, list, take) {
    this.input = input;
    this.list = list;
    this.take = take;
    this.choices = [];
    this.at = 0;
  }

  get open() { return !this.list.hidden; }

  offer(choices) {
    this.choices = choices;
    this.at = 0;
    this.list.replaceChildren(...choices.map((choice, index) => this.option(choice, index)));
    this.list.hidden = !choices.length;
    this.input.setAttribute("aria-expanded", String(this.open));
    this.mark();
  }

  option(choice, index) {
    const option = made("div", "option", made("b", "", choice.name));
    if (choice.told) option.append(made("small", "", choice.told));
    option.id = `${this.list.id}-${index}`;
    option.setAttribute("role", "option");
    option.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.pick(index);
    });
    return option;
  }

  mark() {
    [...this.list.children].forEach((one, index) => one.setAttribute("aria-selected", String(index === this.at)));
    const current = this.list.children[this.at];
    if (this.open && current) {
      this.input.setAttribute("aria-activedescendant", current.id);
      current.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  pick(index) {
    const choice = this.choices[index];
    this.close();
    if (choice) this.take(choice);
  }

  // Returns whether the key was for the list.
  key(event) {
    if (!this.open) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      this.at = (this.at + steps[event.key] + this.choices.length) % this.choices.length;
      this.mark();
    } else if (event.key === "Enter" || event.key === "Tab") this.pick(this.at);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
