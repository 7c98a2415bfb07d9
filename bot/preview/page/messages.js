// A message as Discord draws it: author, content, embeds, attachments, components.

import { draw, inline, link, made } from "./markdown.js";

const SUPPRESSED = 4;
const EPHEMERAL = 64;
const LOADING = 128;
const COLOURS = ["", "primary", "secondary", "success", "danger", "secondary", "primary"];

// `actions` has names, press, menu and dismiss.
export function drawMessage(message, actions) {
  const root = made("article", "message");
  root.id = `message-${message.id}`;
  root.tabIndex = -1;
  const author = message.author;
  root.setAttribute("aria-label", `Message of ${actions.names.person(author.id)}`);
  const isPrivate = Boolean(message.flags & EPHEMERAL);
  if (isPrivate) root.classList.add("private");
  const body = made("div", "body");
  body.append(head(message, actions), content(message, actions));
  if (!(message.flags & SUPPRESSED)) for (const embed of message.embeds) body.append(drawEmbed(embed, message, actions));
  body.append(...files(message), ...message.components.map((one) => component(one, message, actions)));
  if (isPrivate) body.append(privately(message, actions));
  root.append(...above(message, actions), avatar(author), body, more(message, actions));
  return root;
}

function above(message, actions) {
  const reference = message.message_reference;
  if (reference && message.type === 19) {
    const target = actions.find(reference.message_id);
    const author = target ? actions.names.person(target.author.id) : "";
    if (!target) return [made("div", "reference", "Original message was deleted")];
    return [made("div", "reference", made("b", "", `@${author}`), ` ${brief(target)}`)];
  }
  const used = message.interaction_metadata;
  if (used && message.interaction) {
    const name = actions.names.person(used.user.id);
    const command = actions.names.command(message.interaction.name);
    return [made("div", "reference", made("b", "", name), " used ", made("span", "used", command))];
  }
  return [];
}

function brief(message) {
  const text = message.content || message.embeds.map((one) => one.description || "").join(" ");
  return text.replace(/<@!?(\d+)>/g, "").replace(/\s+/g, " ").trim().slice(0, 120);
}

function avatar(author) {
  const name = author.global_name || author.username;
  const drawn = made("div", author.bot ? "avatar bot" : "avatar", author.bot ? "¶" : name.slice(0, 1));
  drawn.setAttribute("aria-hidden", "true");
  return drawn;
}

function head(message, actions) {
  const author = message.author;
  const row = made("div", "head", made("span", "author", actions.names.person(author.id)));
  if (author.bot) row.append(made("span", "app", "APP"));
  const day = new Date(message.timestamp);
  const time = made("time", "", day.toLocaleTimeString(actions.names.locale(), { timeStyle: "short" }));
  time.dateTime = message.timestamp;
  row.append(time);
  if (message.channel_id !== actions.channel()) row.append(made("span", "place", `in ${message.place}`));
  return row;
}

function content(message, actions) {
  if (message.flags & LOADING) return made("p", "thinking", `${message.author.username} is thinking…`);
  const drawn = draw(message.content, actions.names);
  if (message.edited_timestamp) {
    const edited = made("span", "edited", " (edited)");
    edited.title = new Date(message.edited_timestamp).toLocaleString(actions.names.locale());
    const last = drawn.lastElementChild;
    (last && last.tagName === "P" ? last : drawn).append(edited);
  }
  return drawn;
}

function drawEmbed(embed, message, { names }) {
  const root = made("div", "embed");
  const colour = Number(embed.color || 0);
  // A colour set by the object model is no inline style to the content security policy.
  if (colour) root.style.setProperty("--accent", `#${colour.toString(16).padStart(6, "0")}`);
  if (embed.author) root.append(made("div", "by", embed.author.name));
  if (embed.title) {
    const title = made("div", "title");
    inline(embed.title, embed.url ? title.appendChild(link("", embed.url)) : title, names);
    root.append(title);
  }
  if (embed.description) root.append(draw(embed.description, names));
  for (const field of embed.fields || []) {
    root.append(made("div", "field", inline(field.name, made("b", ""), names), draw(field.value, names)));
  }
  if (embed.image) root.append(picture(embed.image.url, described(message, embed.image.url)));
  if (embed.footer) root.append(made("div", "footer", embed.footer.text));
  return root;
}

function picture(url, alt) {
  const image = made("img", "");
  image.src = url.startsWith("/files/") ? url : "";
  image.alt = alt;
  return image;
}

function described(message, url) {
  const file = message.attachments.find((one) => one.url === url);
  return file ? file.description || file.filename : "";
}

// What an embed shows is not shown again below it.
function files(message) {
  const inEmbeds = new Set(message.embeds.map((one) => one.image && one.image.url));
  return message.attachments.filter((one) => !inEmbeds.has(one.url)).map((one) => {
    if (one.content_type === "image/png") return picture(one.url, one.description || one.filename);
    const anchor = made("a", "name", one.filename);
    anchor.href = one.url;
    anchor.download = one.filename;
    const size = one.size < 1024 ? `${one.size} bytes` : `${(one.size / 1024).toFixed(1)} KB`;
    return made("div", "file", anchor, made("small", "", size));
  });
}

function component(part, message, actions) {
  switch (part.type) {
    case 1: return group("row", part.components, message, actions);
    case 2: return button(part, message, actions);
    case 3: return choice(part, message, actions);
    case 9: {
      const section = group("section", part.components, message, actions);
      section.append(component(part.accessory, message, actions));
      return section;
    }
    case 10: return draw(part.content, actions.names);
    case 11: return picture(part.media.url, part.description || "");
    case 12: {
      const shown = part.items.map((one) => picture(one.media.url, one.description || ""));
      return made("div", "gallery", ...shown);
    }
    case 14: return made("hr", part.divider === false ? "bare" : "");
    case 17: {
      const box = group("embed container", part.components, message, actions);
      if (part.accent_color) box.style.setProperty("--accent", `#${part.accent_color.toString(16).padStart(6, "0")}`);
      return box;
    }
    default: return made("div", "unknown", "A component that this preview does not draw.");
  }
}

function group(className, parts, message, actions) {
  return made("div", className, ...parts.map((one) => component(one, message, actions)));
}

function button(part, message, actions) {
  const label = part.label || (part.emoji && part.emoji.name) || "";
  if (part.url) {
    const anchor = link(label, part.url);
    anchor.className = "button secondary";
    return anchor;
  }
  const pressed = made("button", `button ${COLOURS[part.style]}`, label);
  pressed.type = "button";
  pressed.disabled = Boolean(part.disabled);
  pressed.dataset.custom = part.custom_id;
  if (part.emoji && part.label) pressed.prepend(`${part.emoji.name} `);
  pressed.addEventListener("click", () => actions.press(message, part.custom_id, [], pressed));
  return pressed;
}

function choice(part, message, actions) {
  const select = made("select", "choice");
  select.setAttribute("aria-label", part.placeholder || "Choose");
  select.multiple = (part.max_values || 1) > 1;
  if (!select.multiple && !part.options.some((one) => one.default)) {
    const none = new Option(part.placeholder || "Make a selection", "");
    select.append(none);
  }
  for (const one of part.options) select.append(new Option(one.label, one.value, one.default, one.default));
  select.disabled = Boolean(part.disabled);
  select.addEventListener("change", () => {
    const values = [...select.selectedOptions].map((one) => one.value).filter(Boolean);
    actions.press(message, part.custom_id, values, select);
  });
  return select;
}

function privately(message, actions) {
  const dismiss = made("button", "plain", "Dismiss message");
  dismiss.type = "button";
  dismiss.addEventListener("click", () => actions.dismiss(message));
  return made("div", "note", "Only you can see this · ", dismiss);
}

function more(message, actions) {
  const opener = made("button", "more", "⋯");
  opener.type = "button";
  opener.setAttribute("aria-label", "More actions on this message");
  opener.setAttribute("aria-haspopup", "menu");
  opener.addEventListener("click", () => actions.menu(message, opener));
  return opener;
}
