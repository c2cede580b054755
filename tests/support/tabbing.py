"""Walking a page with Tab: every control is reached, the focus is seen, and nothing covers it."""

from __future__ import annotations

from typing import Any

MOST_ROUNDS = 8
# Before each Tab the control that has the focus by then is looked at, where the page has come to rest.
WATCH = """() => {
  const controls = "a[href], area[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]";
  const told = [], seen = new Set();
  const name = e => e.outerHTML.replace(/\\s+/g, " ").slice(0, 120);
  const wanted = [...document.querySelectorAll(controls)].filter(e =>
    e.tabIndex >= 0 && !e.disabled && e.type !== "hidden" && e.checkVisibility({visibilityProperty: true}));
  const group = e => e.type === "radio" ? [...document.getElementsByName(e.name)].filter(r => r.form === e.form) : [e];
  const look = () => {
    const e = document.activeElement;
    if (!e || e === document.body || seen.has(e)) return;
    group(e).forEach(one => seen.add(one));
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    if (!drawn) told.push("the focus is not seen on " + name(e));
    const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
    const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const above = document.elementFromPoint(x, y);
    if (!box.width || box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth)
      told.push("out of sight: " + name(e));
    else if (above && !e.contains(above) && !above.contains(e) && ![...(e.labels || [])].some(l => l.contains(above)))
      told.push("covered by " + name(above) + ": " + name(e));
  };
  document.addEventListener("keydown", look, true);
  const missed = () => wanted.filter(e => !seen.has(e) && e.isConnected);
  window.tabbing = {left: () => (look(), missed().length), told: () => {
    document.removeEventListener("keydown", look, true);
    missed().forEach(e => told.push("Tab does not reach " + name(e)));
    return told;
  }};
  return wanted.length;
}"""


def walk(page: Any) -> list[str]:
    """What is wrong for somebody who goes through the page by Tab alone, from its beginning to its end."""
    left = page.evaluate(WATCH)
    for _ in range(MOST_ROUNDS):  # a field for a day has several stops, and so have lists that scroll
        for _ in range(left + 1):
            page.keyboard.press("Tab")
        if not (left := page.evaluate("tabbing.left()")):
            break
    told: list[str] = page.evaluate("tabbing.told()")
    return told
