// Makes the desk quicker; every page works without it. Nothing is kept beyond the tab, and nothing after sign-out.
"use strict";

const member = document.body.dataset.member || "";
const main = document.getElementById("main");
const DRAFT = "draft:";

// ---- theme: where the device decides, Tabler's own dark rules follow too
const night = matchMedia("(prefers-color-scheme: dark)");
if (!document.documentElement.hasAttribute("data-bs-theme")) {
  const follow = () => document.documentElement.setAttribute("data-bs-theme", night.matches ? "dark" : "light");
  night.addEventListener("change", follow);
  follow();
}

// ---- "/" opens Ask; on an Arabic keyboard the same key writes another letter, so its place counts as well
document.addEventListener("keydown", (event) => {
  const ask = document.querySelector("[data-shortcut]");
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const isSlash = event.key === "/" || (event.code === "Slash" && !event.shiftKey);
  if (!ask || typing || !isSlash || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  ask.click();
});

// ---- the menu closes by Escape and by a click elsewhere
const closeMenus = (except) => document.querySelectorAll(".ts-menu[open]").forEach((menu) => {
  if (menu !== except) menu.open = false;
});
document.addEventListener("click", (event) => closeMenus(event.target.closest(".ts-menu")));
document.addEventListener("keydown", (event) => {
  const menu = event.target.closest(".ts-menu[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// ---- copy a reference
const showCopyButtons = (root) => root.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = !navigator.clipboard; });
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = button.dataset.copied;
});

// ---- a district that was found is put into its field
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-chosen]");
  if (!button) return;
  const found = button.closest(".ts-found"), field = found.parentElement.querySelector("[data-place]");
  field.value = button.dataset.chosen;
  found.replaceChildren();
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
});

// ---- print this page
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});

// ---- leaving a form that was typed in asks first
const unsent = new Set();
const isGuarded = (form) => form && form.method === "post" && !form.matches("[role=search]") && main.contains(form);
document.addEventListener("input", (event) => {
  if (isGuarded(event.target.form)) unsent.add(event.target.form);
});
document.addEventListener("submit", (event) => unsent.delete(event.target));
addEventListener("beforeunload", (event) => {
  if ([...unsent].some((form) => form.isConnected)) event.preventDefault();
});

// ---- drafts of long forms (data-draft="name"), in this tab only
const isKept = (field) => field.name && field.name !== "csrfmiddlewaretoken" && !["password", "file", "hidden", "submit", "button"].includes(field.type);
const draftKey = (form) => `${DRAFT}${member}:${location.pathname}:${form.dataset.draft}`;
const draftKeys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(DRAFT));
const readDraft = (key) => JSON.parse(sessionStorage.getItem(key));

const saveDraft = (form, sent) => {
  const values = [...form.elements].filter(isKept).map((field) => [field.name, field.value, Boolean(field.checked)]);
  sessionStorage.setItem(draftKey(form), JSON.stringify({ sent, values }));
};
const fill = (form, values) => [...form.elements].filter(isKept).forEach((field) => {
  const isBox = field.type === "checkbox" || field.type === "radio";
  const kept = values.find(([name, value]) => name === field.name && (!isBox || value === field.value));
  if (!kept) return;
  if (isBox) field.checked = kept[2];
  else field.value = kept[1];
});
// A draft that was sent is done with once a page of the member arrives. A refusal or the sign-in page means that it was not taken.
const settleDrafts = () => draftKeys().forEach((key) => {
  const draft = readDraft(key);
  const isOthers = member && !key.startsWith(`${DRAFT}${member}:`);
  const wasRefused = !member || "refused" in document.body.dataset;
  if (isOthers || (draft.sent && !wasRefused)) sessionStorage.removeItem(key);
  else if (draft.sent) sessionStorage.setItem(key, JSON.stringify({ ...draft, sent: false }));
});
const restoreDraft = (form) => {
  const draft = sessionStorage.getItem(draftKey(form));
  // A refused form comes back filled by the server.
  if (!draft || document.querySelector(".ts-errors")) return;
  fill(form, JSON.parse(draft).values);
  unsent.add(form);
  form.prepend(document.getElementById("draft-restored").content.cloneNode(true));
};
document.addEventListener("input", (event) => {
  if (event.target.form?.matches("[data-draft]")) saveDraft(event.target.form, false);
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-draft]")) saveDraft(event.target, true);
  if (event.target.matches("[data-sign-out]")) sessionStorage.clear();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-discard-draft]");
  if (!button) return;
  const form = button.closest("form");
  sessionStorage.removeItem(draftKey(form));
  form.reset();
  unsent.delete(form);
  button.parentElement.remove();
});

// ---- HTMX
const say = (template) => document.getElementById("messages").replaceChildren(document.getElementById(template).content.cloneNode(true));
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, requestConfig } = event.detail;
  const isPoll = elt.matches("[hx-trigger*=every]") && requestConfig.verb === "get";
  // A hidden tab rests, and nothing is swapped away under a hand that types.
  if (isPoll && (document.hidden || elt.querySelector(":focus"))) event.preventDefault();
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, pathInfo } = event.detail;
  const arrived = new URL(xhr.responseURL || location.href, location.href);
  if (arrived.pathname === new URL(pathInfo.requestPath, location.href).pathname) return;
  // The answer is another page, such as sign-in after a session that ended: go there instead of swapping it in.
  event.detail.shouldSwap = false;
  unsent.clear();
  location.assign(arrived);
});
document.addEventListener("htmx:afterSwap", (event) => showCopyButtons(event.target));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest("form[data-draft]");
  if (!form) return;
  if (event.detail.successful) sessionStorage.removeItem(draftKey(form));
  else saveDraft(form, false);
});
for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(name, () => say("no-answer"));

settleDrafts();
document.querySelectorAll("form[data-draft]").forEach(restoreDraft);
document.querySelectorAll(".ts-errors + form, form:has(.ts-errors)").forEach((form) => unsent.add(form));
showCopyButtons(document);
