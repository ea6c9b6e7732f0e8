/** `button[data-copy=TEXT][data-done=WORD]`: hidden until scripts run; copies the text and says so. */
export function copy(button: HTMLElement): void {
  if (!navigator.clipboard) return
  button.hidden = false
  const label = button.querySelector("span") ?? button
  const before = label.textContent
  button.setAttribute("aria-live", "polite")
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset["copy"] ?? "")
    label.textContent = button.dataset["done"] ?? before
    setTimeout(() => (label.textContent = before), 2000)
  })
}
