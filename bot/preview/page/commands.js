// Slash commands: which there are, and their options to fill in.

import { made } from "./markdown.js";
import { chooser, completed, labelled, read } from "./fields.js";

const SUB_COMMAND = 1;
const SUB_GROUP = 2;
const MESSAGE_MENU = 3;

const named = (thing, locale) => (thing.name_localizations || {})[locale] || thing.name;
const told = (thing, locale) => (thing.description_localizations || {})[locale] || thing.description || "";

function offered(command, person) {
  const needed = command.default_member_permissions;
  return !needed || (BigInt(needed) & ~BigInt(person.permissions)) === 0n;
}

// Every command with its sub-commands, as `{ name, told, command, path, options }`.
export function slash(commands, person, locale) {
  const found = [];
  const descend = (command, level, path, name) => {
    const below = (level.options || []).filter((one) => one.type === SUB_COMMAND || one.type === SUB_GROUP);
    for (const one of below) descend(command, one, [...path, one.name], `${name} ${named(one, locale)}`);
    if (!below.length) {
      found.push({ name, told: told(level, locale), command: command.id, path, options: level.options || [] });
    }
  };
  for (const command of commands) {
    if ((command.type || 1) === 1 && offered(command, person)) descend(command, command, [], `/${named(command, locale)}`);
  }
  return found.sort((one, other) => one.name.localeCompare(other.name));
}

export function menus(commands, person, locale) {
  return commands
    .filter((one) => one.type === MESSAGE_MENU && offered(one, person))
    .map((one) => ({ name: named(one, locale), command: one.id }));
}

// Fills the form for one command; `send` takes the values by the options' names.
export function fill(form, chosen, { locale, places, complete, send, cancel }) {
  const fields = new Map();
  const values = async () => {
    const entered = {};
    for (const [option, input] of fields) {
      const value = await entry(option, input);
      if (value !== "") entered[option.name] = value;
    }
    return entered;
  };
  const rows = chosen.options.map((option) => {
    const input = field(option, locale, places);
    fields.set(option, input);
    const row = labelled(named(option, locale), told(option, locale), input, option.required);
    if (option.autocomplete) {
      row.append(completed(input, async (typed) =>
        complete({ focused: option.name, values: { ...(await values()), [option.name]: typed } })));
    }
    return row;
  });
  const use = made("button", "button primary", "Send");
  const stop = made("button", "plain", "Cancel");
  stop.type = "button";
  stop.addEventListener("click", cancel);
  form.setAttribute("aria-label", `Command ${chosen.name}`);
  form.replaceChildren(made("h2", "", chosen.name), ...rows, made("div", "row", use, stop));
  form.onsubmit = async (event) => {
    event.preventDefault();
    send(await values());
  };
  form.hidden = false;
  (form.querySelector("input, select, textarea") || use).focus();
}

function field(option, locale, places) {
  if (option.choices && option.choices.length) {
    return chooser(option.choices.map((one) => [named(one, locale), one.value]), option.required);
  }
  const chosen = { 5: [["True", "true"], ["False", "false"]], 6: places.people, 8: places.roles };
  if (option.type in chosen) return chooser(chosen[option.type], option.required);
  if (option.type === 7) return chooser(places.channels(option.channel_types), option.required);
  const input = made("input", "");
  input.type = { 4: "number", 10: "number", 11: "file" }[option.type] || "text";
  if (option.type === 10) input.step = "any";
  if (option.type === 3) {
    input.maxLength = option.max_length || 6000;
    input.minLength = option.min_length || 0;
  }
  if (option.min_value !== undefined) input.min = option.min_value;
  if (option.max_value !== undefined) input.max = option.max_value;
  return input;
}

async function entry(option, input) {
  if (option.type === 11) return (await read(input.files))[0] || "";
  if (option.type === 5 && input.value) return input.value === "true";
  if (option.choices && input.value && option.type !== 3) return Number(input.value);
  if (input.dataset.named === input.value && input.dataset.value !== undefined) return input.dataset.value;
  return input.value;
}
