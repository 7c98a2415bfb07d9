// Discord's markdown, drawn by making elements: what is in a text is never read as HTML.

const RULES = [
  ["escape", /\\([^0-9A-Za-z\s])/y],
  ["address", /<(https?:\/\/[^\s<>]+)>/y],
  ["address", /(https?:\/\/[^\s<]+[^<.,:;"')\]\s])/y],
  ["link", /\[((?:\\.|[^\[\]\\])+)\]\(\s*<?(https?:\/\/(?:\\.|\([^\s()]*\)|[^\s\\()<>])+)>?(?:\s+"[^"]*")?\s*\)/y],
  ["command", /<\/([^:<>]+):\d+>/y],
  ["person", /<@!?(\d+)>/y],
  ["role", /<@&(\d+)>/y],
  ["channel", /<#(\d+)>/y],
  ["time", /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y],
  ["emoji", /<a?(:\w+:)\d+>/y],
  ["everyone", /@(everyone|here)\b/y],
  ["code", /(`+)([^]*?[^`])\1(?!`)/y],
  ["strong", /\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/y],
  ["u", /__((?:\\[^]|[^\\])+?)__(?!_)/y],
  ["em", /\*(?=\S)((?:\*\*|\\[^]|[^*\\])+?)(?<!\s)\*(?!\*)/y],
  ["em", /(?<!\w)_((?:__|\\[^]|[^\\_])+?)_(?!\w)/y],
  ["s", /~~([^]+?)~~/y],
  ["spoiler", /\|\|([^]+?)\|\|/y],
];
const SPECIAL = /[\\<h[@`*_~|]/g;
const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};
const UNITS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

export function made(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

// Draws a text of several lines; `names` finds the names of what is mentioned, and the locale.
export function draw(text, names) {
  const root = made("div", "markdown");
  root.dir = "auto";
  const parts = text.split(/```(?:([\w+-]+)\n)?\n?([^]*?)\n?```/);
  for (let at = 0; at < parts.length; at += 3) {
    if (at) root.append(made("pre", "", made("code", "", parts[at - 1])));
    const around = at ? parts[at].replace(/^\n/, "") : parts[at];
    if (around) lines(around.split("\n"), root, names);
  }
  return root;
}

function lines(all, root, names) {
  let plain = [];
  const flush = () => {
    if (plain.length) root.append(inline(plain.join("\n"), made("p", ""), names));
    plain = [];
  };
  for (let at = 0; at < all.length; at += 1) {
    const line = all[at];
    if (line.startsWith(">>> ")) {
      flush();
      const rest = [line.slice(4), ...all.slice(at + 1)];
      lines(rest, root.appendChild(made("blockquote", "")), names);
      return;
    }
    if (/^> ?/.test(line) && (line === ">" || line.startsWith("> "))) {
      flush();
      const quoted = [];
      for (; at < all.length && /^>( |$)/.test(all[at]); at += 1) quoted.push(all[at].slice(2));
      at -= 1;
      lines(quoted, root.appendChild(made("blockquote", "")), names);
      continue;
    }
    const block = oneLine(line, names);
    if (block) {
      flush();
      root.append(block);
    } else if (/^\s*(?:[-*]|\d{1,9}\.) \S/.test(line)) {
      flush();
      const items = [];
      for (; at < all.length && /^\s*(?:[-*]|\d{1,9}\.) \S|^\s+\S/.test(all[at]); at += 1) items.push(all[at]);
      at -= 1;
      root.append(list(items, names));
    } else plain.push(line);
  }
  flush();
}

function oneLine(line, names) {
  const small = /^-# +(?=\S)(.*)/.exec(line);
  if (small) return inline(small[1], made("small", ""), names);
  const heading = /^(#{1,3}) +(?=\S)(.*)/.exec(line);
  if (!heading) return null;
  const title = inline(heading[2], made("div", `h${heading[1].length}`), names);
  title.setAttribute("role", "heading");
  title.setAttribute("aria-level", String(heading[1].length + 2));
  return title;
}

function list(items, names) {
  const first = /^\s*(?:[-*]|(\d+)\.) /.exec(items[0]);
  const root = made(first[1] ? "ol" : "ul", "");
  if (first[1]) root.start = Number(first[1]);
  const depth = (item) => /^\s*/.exec(item)[0].length;
  const level = depth(items[0]);
  for (let at = 0; at < items.length; at += 1) {
    const marked = /^\s*(?:[-*]|\d+\.) (.*)/.exec(items[at]);
    if (marked && depth(items[at]) <= level) {
      root.append(inline(marked[1], made("li", ""), names));
    } else if (marked) {
      const deeper = [];
      for (; at < items.length && depth(items[at]) > level; at += 1) deeper.push(items[at]);
      at -= 1;
      (root.lastChild || root).append(list(deeper, names));
    } else inline(`\n${items[at].trim()}`, root.lastChild, names);
  }
  return root;
}

export function inline(text, into, names) {
  let at = 0;
  while (at < text.length) {
    const found = matching(text, at);
    if (found) {
      into.append(element(found.kind, found.match, names));
      at += found.match[0].length;
    } else {
      SPECIAL.lastIndex = at + 1;
      const next = SPECIAL.exec(text);
      const end = next ? next.index : text.length;
      into.append(text.slice(at, end));
      at = end;
    }
  }
  return into;
}

function matching(text, at) {
  for (const [kind, rule] of RULES) {
    rule.lastIndex = at;
    const match = rule.exec(text);
    if (match) return { kind, match };
  }
  return null;
}

function element(kind, match, names) {
  switch (kind) {
    case "escape": return match[1];
    case "emoji": return match[1];
    case "address": return link(match[1], match[1]);
    case "link": {
      const anchor = link("", match[2].replace(/\\(.)/g, "$1"));
      return inline(match[1], anchor, names);
    }
    case "command": return made("span", "mention", `/${match[1]}`);
    case "person": return made("span", "mention", `@${names.person(match[1])}`);
    case "role": return made("span", "mention", `@${names.role(match[1])}`);
    case "channel": return made("span", "mention", `#${names.channel(match[1])}`);
    case "everyone": return made("span", "mention", `@${match[1]}`);
    case "time": return time(Number(match[1]), match[2] || "f", names.locale());
    case "code": return made("code", "", match[2].replace(/^ (?=`)|(?<=`) $/g, ""));
    case "spoiler": return spoiler(match[1], names);
    default: return inline(match[1], made(kind, ""), names);
  }
}

export function link(text, url) {
  const anchor = made("a", "", text);
  anchor.href = /^https?:\/\//i.test(url) ? url : "#";
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  return anchor;
}

function time(seconds, style, locale) {
  const day = new Date(seconds * 1000);
  const shown = made("time", "");
  if (Number.isNaN(day.getTime())) return "Invalid Date";
  shown.dateTime = day.toISOString();
  shown.title = day.toLocaleString(locale, STYLES.F);
  shown.textContent = style === "R" ? ago(seconds, locale) : day.toLocaleString(locale, STYLES[style]);
  return shown;
}

function ago(seconds, locale) {
  const away = seconds - Date.now() / 1000;
  const [unit, size] = UNITS.find(([, one]) => Math.abs(away) >= one) || UNITS.at(-1);
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.round(away / size), unit);
}

function spoiler(text, names) {
  const hidden = inline(text, made("span", "spoiler"), names);
  hidden.tabIndex = 0;
  hidden.setAttribute("role", "button");
  hidden.setAttribute("aria-label", "Spoiler: press to show");
  const show = () => {
    hidden.classList.add("shown");
    hidden.removeAttribute("aria-label");
  };
  hidden.addEventListener("click", show);
  hidden.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") show();
  });
  return hidden;
}
