type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** Makes `before` like `after` with as few changes as possible, leaving alone what the visitor typed, opened or holds in focus. */
export function morph(before: Element, after: Element): void {
  if (before.isEqualNode(after)) return
  if (isHeld(before)) return
  attributes(before, after)
  children(before, after)
}

function children(before: Element, after: Element): void {
  const old = [...before.childNodes]
  const fresh = [...after.childNodes]
  let cursor = 0
  for (const wanted of fresh) {
    const match = old.findIndex((node, place) => place >= cursor && isSame(node, wanted))
    if (match === -1) {
      before.insertBefore(document.importNode(wanted, true), old[cursor] ?? null)
      continue
    }
    for (const gone of old.slice(cursor, match)) remove(gone)
    const node = old[match]!
    cursor = match + 1
    if (node instanceof Element && wanted instanceof Element) morph(node, wanted)
    else if (node.nodeValue !== wanted.nodeValue) node.nodeValue = wanted.nodeValue
  }
  for (const gone of old.slice(cursor)) remove(gone)
}

/** Whether one is the other's successor: same kind and, for elements, same tag and id or name. */
function isSame(a: Node, b: Node): boolean {
  if (a.nodeType !== b.nodeType) return false
  if (!(a instanceof Element) || !(b instanceof Element)) return true
  return a.tagName === b.tagName && a.id === b.id && a.getAttribute("name") === b.getAttribute("name")
}

function attributes(before: Element, after: Element): void {
  for (const { name } of [...before.attributes]) {
    if (!after.hasAttribute(name) && !(name === "open" && before instanceof HTMLDetailsElement)) before.removeAttribute(name)
  }
  for (const { name, value } of after.attributes) {
    if (before.getAttribute(name) !== value) before.setAttribute(name, value)
  }
}

function remove(node: Node): void {
  const holds = node instanceof Element && (isHeld(node) || [...node.querySelectorAll("input, textarea, select")].some(isHeld))
  if (!holds) node.parentNode?.removeChild(node)
}

function isHeld(element: Element): boolean {
  if (!element.matches("input, textarea, select")) return false
  const field = element as Field
  if (field === document.activeElement) return true
  if (field instanceof HTMLSelectElement) return [...field.options].some((option) => option.selected !== option.defaultSelected)
  if (field instanceof HTMLInputElement && /^(radio|checkbox)$/.test(field.type)) return field.checked !== field.defaultChecked
  return field instanceof HTMLInputElement && field.type === "hidden" ? false : field.value !== field.defaultValue
}
