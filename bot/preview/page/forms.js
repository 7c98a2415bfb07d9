// Forms that the bot opens, which Discord calls modals.

import { draw, made } from "./markdown.js";
import { chooser, labelled, read } from "./fields.js";

// Shows a form; `send` takes the values by the custom ids.
export function show(dialog, form, names, send) {
  const inputs = [];
  const rows = form.components.map((part) => row(part, inputs, names));
  const submit = made("button", "button primary", "Submit");
  const cancel = made("button", "button secondary", "Cancel");
  cancel.type = "button";
  cancel.addEventListener("click", () => dialog.close());
  const title = made("h2", "", form.title);
  title.id = "form-title";
  const whole = made("form", "", title, ...rows, made("div", "row end", cancel, submit));
  whole.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = {};
    for (const [key, entered] of inputs) values[key] = await entered();
    dialog.close();
    send(values);
  });
  dialog.replaceChildren(whole);
  dialog.showModal();
}

function row(part, inputs, names) {
  if (part.type === 10) return draw(part.content, names);
  if (part.type === 1) return made("div", "", ...part.components.map((one) => labelled(one.label, "", field(one, inputs), needed(one))));
  return labelled(part.label, part.description, field(part.component, inputs), needed(part.component));
}

const needed = (part) => part.type !== 23 && part.required !== false;

function field(part, inputs) {
  const kinds = { 3: choice, 4: text, 19: upload, 21: radios, 22: boxes, 23: box };
  const [element, entered] = (kinds[part.type] || text)(part);
  inputs.push([part.custom_id, entered]);
  return element;
}

function text(part) {
  const input = made(part.style === 2 ? "textarea" : "input", "");
  input.value = part.value || "";
  input.placeholder = part.placeholder || "";
  input.maxLength = part.max_length || 4000;
  input.minLength = part.min_length || 0;
  return [input, () => input.value];
}

function choice(part) {
  const select = chooser(part.options.map((one) => [one.label, one.value]), needed(part));
  select.multiple = (part.max_values || 1) > 1;
  return [select, () => [...select.selectedOptions].map((one) => one.value).filter(Boolean)];
}

function upload(part) {
  const input = made("input", "");
  input.type = "file";
  input.multiple = (part.max_values || 1) > 1;
  return [input, () => read(input.files)];
}

function radios(part) {
  const [group, chosen] = options(part, "radio");
  return [group, () => chosen()[0] || null];
}

const boxes = (part) => options(part, "checkbox");

function options(part, type) {
  const group = made("fieldset", "");
  const inputs = part.options.map((one) => {
    const input = made("input", "");
    Object.assign(input, { type, name: part.custom_id, value: one.value, checked: Boolean(one.default) });
    input.required = type === "radio" && needed(part);
    const label = made("label", "", input, ` ${one.label}`);
    if (one.description) label.append(made("small", "", one.description));
    group.append(label);
    return input;
  });
  return [group, () => inputs.filter((one) => one.checked).map((one) => one.value)];
}

function box(part) {
  const input = made("input", "");
  input.type = "checkbox";
  input.checked = Boolean(part.default);
  return [input, () => input.checked];
}
