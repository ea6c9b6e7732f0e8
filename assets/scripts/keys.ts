/**
 * `[data-key=A]`: that key presses the button, follows the link or goes to the field, while nobody types. Keys are told by
 * their place on the keyboard, so that they work in the Russian layout too. Whoever switched them off has none.
 */
export function keys(): void {
  if (document.body.classList.contains("keys-off")) {
    for (const element of document.querySelectorAll("[aria-keyshortcuts]")) element.removeAttribute("aria-keyshortcuts")
    return
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return
    const target = event.target as HTMLElement
    if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) {
      if (event.key === "Escape") target.blur()
      return
    }
    const name = event.code.startsWith("Key") ? event.code.slice(3) : event.code === "Slash" ? "/" : event.key
    const element = [...document.querySelectorAll<HTMLElement>("[data-key]")].find((one) => one.dataset["key"]?.toUpperCase() === name.toUpperCase())
    if (!element) return
    event.preventDefault()
    if (element.matches("input, textarea, select")) element.focus()
    else element.click()
  })
}
