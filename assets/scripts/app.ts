// Enhances pages that already work without it. Each module looks for its own marks and may run again after a live update.
import { Button, ErrorSummary, PasswordInput, SkipLink } from "govuk-frontend"
import { address } from "./address"
import { autosave } from "./autosave"
import { copy } from "./copy"
import { counter } from "./counter"
import { editor } from "./editor"
import { files } from "./files"
import { insert } from "./insert"
import { keys } from "./keys"
import { live } from "./live"
import { menus } from "./menus"
import { suggest } from "./suggest"

type Component = { moduleName: string; new (root: Element): unknown }

document.body.classList.add("js-enabled", "govuk-frontend-supported")

const begun = new WeakSet<Element>()

/** Runs `begin` once for each element below `root` that the selector finds. */
function each<E extends HTMLElement>(root: ParentNode, selector: string, begin: (element: E) => void): void {
  for (const element of root.querySelectorAll<E>(selector)) {
    if (begun.has(element)) continue
    begun.add(element)
    begin(element)
  }
}

function enhance(root: ParentNode): void {
  for (const component of [Button, ErrorSummary, PasswordInput, SkipLink] as unknown as Component[]) {
    each(root, `[data-module="${component.moduleName}"]`, (element) => new component(element))
  }
  each(root, `[data-module="counter"]`, counter)
  each(root, `[data-module="file"]`, files)
  each(root, "[data-copy]", copy)
  each(root, "input[data-suggest]", suggest)
  each(root, '[data-module="address"]', address)
  each(root, "form[data-autosave]", autosave)
  each(root, "form[data-editor]", editor)
  each(root, "[data-insert]", insert)
}

enhance(document)
// On a narrow screen the menus beside a page scroll sideways: where one is comes into sight.
for (const current of document.querySelectorAll<HTMLElement>(".side [aria-current], .filters [aria-current]")) {
  const menu = current.closest<HTMLElement>(".side, .filters")
  if (menu) menu.scrollLeft += current.getBoundingClientRect().left - menu.getBoundingClientRect().left - (menu.clientWidth - current.offsetWidth) / 2
}
menus()
keys()
live(enhance)
