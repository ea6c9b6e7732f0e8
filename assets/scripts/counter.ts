/** `[data-module=counter][data-max]` around a textarea: how many characters are left, spoken once the typing pauses. */
export function counter(group: HTMLElement): void {
  const text = group.querySelector("textarea")
  const message = text && document.getElementById(`${text.id}-limit`)
  const most = Number(group.dataset["max"])
  if (!text || !message || !most) return
  let timer = 0
  message.setAttribute("aria-live", "polite")
  const show = () => {
    // The server counts characters, not the halves that JavaScript counts, and a line break once.
    const left = most - [...text.value.replace(/\r\n/g, "\n")].length
    message.textContent = `${(left < 0 ? group.dataset["over"] : group.dataset["left"]) ?? ""} ${Math.abs(left)}`
    message.classList.toggle("govuk-error-message", left < 0)
    message.classList.toggle("govuk-hint", left >= 0)
  }
  text.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(show, 500)
  })
  if (text.value) show()
}
