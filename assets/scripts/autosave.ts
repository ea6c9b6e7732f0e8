/**
 * `form[data-autosave=ADDRESS]`: sends the form there a second after the last change, and says so in `#saved`. What was typed
 * stays on the page whatever happens; the ordinary button still sends the form.
 */
export function autosave(form: HTMLFormElement): void {
  const address = form.dataset["autosave"]
  const status = document.getElementById("saved")
  if (!address) return
  let timer = 0
  let running: AbortController | undefined

  const say = (state: "saving" | "saved" | "failed") => {
    if (!status) return
    status.dataset["state"] = state
    const now = new Date().toLocaleTimeString("ru", { hour: "2-digit", minute: "2-digit" })
    status.textContent = (status.dataset[state] ?? "").replace("{time}", now)
  }
  const save = async () => {
    running?.abort()
    running = new AbortController()
    say("saving")
    const body = new URLSearchParams({ do: "autosave" })
    for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value)
    try {
      const answer = await fetch(address, { method: "POST", body, signal: running.signal, redirect: "error", headers: { "x-autosave": "1" } })
      say(answer.ok ? "saved" : "failed")
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) say("failed")
    }
  }
  form.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(save, 1000)
  })
  form.addEventListener("submit", () => {
    clearTimeout(timer)
    running?.abort()
  })
}
