// The channel: what the server tells of is drawn, and what people do is sent to it.

import { made } from "./markdown.js";
import { drawMessage } from "./messages.js";
import { fill, menus, slash } from "./commands.js";
import { Choices } from "./fields.js";
import { show } from "./forms.js";

const by = (id) => document.getElementById(id);
const token = document.querySelector("meta[name=preview-token]").content;
const [log, text, person, locale, status, command] =
  ["log", "text", "person", "locale", "status", "command"].map(by);
const EPHEMERAL = 64;

let state = { people: [], roles: [], channels: [], commands: [], locales: [], bot: "", channel: "" };
let replyTo = "";
const messages = new Map();

const me = () => state.people.find((one) => one.id === person.value) || state.people[0];
const nameOf = (one) => one && (one.global_name || one.username.replace(/^./, (first) => first.toUpperCase()));
const listed = (things, id) => things.find((one) => one.id === id);
const names = {
  person: (id) => nameOf(listed(state.people, id)) || "unknown-user",
  role: (id) => (listed(state.roles, id) || { name: "unknown-role" }).name.replace(/^@/, ""),
  channel: (id) => (listed(state.channels, id) || { name: "unknown" }).name,
  command: (name) => (state.commands.some((one) => one.type === 3 && one.name === name) ? name : `/${name}`),
  locale: () => locale.value || "en-US",
};

async function send(action, asked) {
  const about = { person: person.value, locale: locale.value, ...asked };
  try {
    const response = await fetch(`/${action}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Preview-Token": token },
      body: JSON.stringify(about),
    });
    const done = response.ok ? await response.json() : { problem: await response.text() };
    if (done.problem) say(done.problem);
    if (done.form) show(by("form"), done.form, names, (values) => send("submit", { form: done.form.id, values }));
    return done;
  } catch {
    say("The preview has stopped: start it anew.");
    return {};
  }
}

function say(problem) {
  status.textContent = problem;
  status.className = "problem";
  clearTimeout(say.waiting);
  say.waiting = setTimeout(() => (status.textContent = ""), 8000);
}

// What the server tells of.

function hear(happened) {
  if (happened.kind === "state") begin(happened);
  else if (happened.kind === "message") put(happened.message);
  else if (happened.kind === "gone") drop(happened.id);
  else if (happened.kind === "typing") typing();
}

function begin(told) {
  const before = [person.value, locale.value];
  state = told;
  const people = told.people.filter((one) => !one.bot);
  person.replaceChildren(...people.map((one, at) => new Option(`${nameOf(one)} (${at ? "moderator" : "reader"})`, one.id)));
  locale.replaceChildren(...told.locales.map((one) => new Option(one.name, one.tag)));
  if (before[0]) [person.value, locale.value] = before;
  messages.clear();
  log.replaceChildren();
  told.messages.forEach(put);
  document.body.dataset.ready = "yes";
}

function put(message) {
  if (!listed(state.channels, message.channel_id)) state.channels.push({ id: message.channel_id, name: message.place, type: -1 });
  const old = by(`message-${message.id}`);
  messages.set(message.id, message);
  const drawn = drawMessage(message, actions);
  drawn.hidden = !isVisible(message);
  if (old) {
    const active = old.contains(document.activeElement) && document.activeElement;
    old.replaceWith(drawn);
    if (active) (again(drawn, active) || drawn).focus();
  } else log.append(drawn);
  if (isAtEnd || !old) toEnd();
  if (message.author.id === state.bot) status.textContent = "";
}

function toEnd() {
  log.scrollTop = log.scrollHeight;
}

const again = (drawn, active) =>
  [...drawn.querySelectorAll("button")].find((one) => one.textContent === active.textContent && !one.disabled);

function isVisible(message) {
  const asker = message.interaction_metadata && message.interaction_metadata.user.id;
  return !(message.flags & EPHEMERAL) || asker === person.value;
}

function drop(id) {
  messages.delete(id);
  const gone = by(`message-${id}`);
  if (!gone) return;
  if (gone.contains(document.activeElement)) text.focus();
  gone.remove();
}

function typing() {
  status.className = "";
  status.textContent = "Pilcrow is typing…";
  clearTimeout(say.waiting);
  say.waiting = setTimeout(() => (status.textContent = ""), 8000);
}

// What people do.

const actions = {
  names,
  channel: () => state.channel,
  find: (id) => messages.get(id),
  async press(message, customId, values, element) {
    element.setAttribute("aria-busy", "true");
    await send("press", { message: message.id, custom_id: customId, values });
    element.removeAttribute("aria-busy");
  },
  dismiss: (message) => send("delete", { message: message.id }),
  menu(message, opener) {
    const own = message.author.id === person.value;
    const items = [["Reply", () => reply(message)]];
    for (const one of menus(state.commands, me(), names.locale())) {
      items.push([one.name, () => send("use", { command: one.command, target: message.id, channel: message.channel_id })]);
    }
    if (own) items.push(["Edit message", () => edit(message)], ["Delete message", () => send("delete", { message: message.id })]);
    open(opener, items);
  },
};

function open(opener, items) {
  const menu = made("div", "menu");
  menu.setAttribute("role", "menu");
  let isOpen = true;
  const away = () => {
    if (isOpen) {
      isOpen = false;
      menu.remove();
    }
  };
  const close = () => {
    away();
    opener.focus();
  };
  const buttons = items.map(([name, act]) => {
    const item = made("button", "", name);
    item.type = "button";
    item.setAttribute("role", "menuitem");
    item.addEventListener("click", () => {
      close();
      act();
    });
    return item;
  });
  menu.append(...buttons);
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") close();
    else if (step) buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
    else return;
    event.preventDefault();
  });
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget)) away();
  });
  opener.after(menu);
  buttons[0].focus();
}

function reply(message) {
  replyTo = message.id;
  by("replying").hidden = false;
  by("replying").firstElementChild.textContent = `Replying to ${names.person(message.author.id)}`;
  text.focus();
}

function noReply() {
  replyTo = "";
  by("replying").hidden = true;
}

function edit(message) {
  const body = by(`message-${message.id}`).querySelector(".markdown");
  const area = made("textarea", "editing");
  area.setAttribute("aria-label", "Edit message: Enter saves, Escape cancels");
  area.value = readable(message.content);
  area.maxLength = 2000;
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") put(message);
    else if (event.key === "Enter" && !event.shiftKey) send("edit", { message: message.id, text: written(area.value) });
    else return;
    event.preventDefault();
    text.focus();
  });
  body.replaceWith(area);
  area.focus();
}

// Names stand for mentions while one writes.
const written = (typed) => state.people.reduce((all, one) => all.replaceAll(`@${nameOf(one)}`, `<@${one.id}>`), typed);
const readable = (content) => content.replace(/<@!?(\d+)>/g, (_, id) => `@${names.person(id)}`);

async function write() {
  let content = written(text.value.trim());
  if (!content) return;
  const mention = `<@${state.bot}>`;
  if (by("mention").checked && !replyTo && !content.includes(mention)) content = `${mention} ${content}`;
  const asked = { text: content, reply: replyTo };
  text.value = "";
  noReply();
  grow();
  await send("say", asked);
}

const palette = new Choices(text, by("commands"), (chosen) => {
  text.value = "";
  grow();
  by("writing").hidden = true;
  const finish = () => {
    command.hidden = true;
    by("writing").hidden = false;
    text.focus();
  };
  fill(command, chosen, {
    locale: names.locale(),
    places: {
      people: state.people.filter((one) => !one.bot).map((one) => [nameOf(one), one.id]),
      roles: state.roles.map((one) => [one.name, one.id]),
      channels: (types) => state.channels
        .filter((one) => (types ? types.includes(one.type) : one.type >= 0)).map((one) => [`#${one.name}`, one.id]),
    },
    complete: async (asked) => (await send("complete", { command: chosen.command, path: chosen.path, ...asked })).choices || [],
    send: (values) => {
      finish();
      send("use", { command: chosen.command, path: chosen.path, values });
    },
    cancel: finish,
  });
});

function offer() {
  const typed = text.value.toLowerCase();
  if (!typed.startsWith("/")) return palette.close();
  const found = slash(state.commands, me(), names.locale()).filter((one) => one.name.toLowerCase().startsWith(typed.trimEnd()));
  return palette.offer(found);
}

function grow() {
  text.rows = Math.min(8, text.value.split("\n").length);
}

text.addEventListener("input", () => {
  grow();
  offer();
});
text.addEventListener("blur", () => palette.close());
text.addEventListener("keydown", (event) => {
  if (palette.key(event)) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    write();
  } else if (event.key === "Escape") noReply();
});
command.addEventListener("keydown", (event) => {
  if (event.key === "Escape") command.querySelector(".plain").click();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, textarea, select, dialog")) return;
  event.preventDefault();
  text.value = "/";
  text.focus();
  offer();
});
by("replying").querySelector("button").addEventListener("click", () => {
  noReply();
  text.focus();
});
person.addEventListener("change", () => {
  for (const [id, message] of messages) by(`message-${id}`).hidden = !isVisible(message);
});
locale.addEventListener("change", () => [...messages.values()].forEach(put));

let isAtEnd = true;
log.addEventListener("scroll", () => (isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80));
new ResizeObserver(() => isAtEnd && toEnd()).observe(log);

const events = new EventSource("/events");
events.onmessage = (event) => hear(JSON.parse(event.data));
