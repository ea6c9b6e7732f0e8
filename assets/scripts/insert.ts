/** Puts what is chosen where the cursor is, in the text that was typed in last; without a script the server puts it at the end. */
export function insert(chooser: HTMLElement): void {
  const passage = chooser.closest("fieldset")
  const choice = chooser.querySelector("select")
  const texts = [...(passage?.querySelectorAll("textarea") ?? [])]
  let last = texts[0]
  if (!choice || !last) return
  for (const text of texts) text.addEventListener("focus", () => { last = text })
  chooser.querySelector("button")?.addEventListener("click", (event) => {
    if (!last) return
    event.preventDefault()
    last.setRangeText(`{${choice.value}}`, last.selectionStart, last.selectionEnd, "end")
    last.dispatchEvent(new Event("input", { bubbles: true }))
    last.focus()
  })
}
