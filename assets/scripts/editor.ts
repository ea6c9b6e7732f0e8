import { morph } from "./morph"

/** How long after the last key the preview is made anew. */
const PAUSE = 700

/** Shows what is typed into a service's file, without saving it: its problems, and the page that citizens will see. */
export function editor(form: HTMLFormElement): void {
  let timer = 0
  let asked: AbortController | undefined
  const show = async (): Promise<void> => {
    asked?.abort()
    asked = new AbortController()
    const body = new FormData(form)
    body.set("do", "preview")
    try {
      const answer = await fetch(form.action, { method: "POST", body, signal: asked.signal, redirect: "error" })
      if (!answer.ok) return
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html")
      for (const id of ["problems", "preview"]) {
        const [before, after] = [document.getElementById(id), fresh.getElementById(id)]
        if (before && after) morph(before, after)
      }
    } catch {
      // The next key asks again; saving does not need it.
    }
  }
  const field = form.querySelector("textarea")
  if (!field) return
  numbered(field)
  lead(field, (form.elements.namedItem("file") as HTMLInputElement | null)?.value ?? "")
  field.addEventListener("input", () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void show(), PAUSE)
  })
}

/** Numbers of the lines beside the text; they go with it. */
function numbered(field: HTMLTextAreaElement): void {
  const numbers = document.createElement("pre")
  numbers.className = "editor-numbers"
  numbers.setAttribute("aria-hidden", "true")
  const around = document.createElement("div")
  around.className = "editor-code"
  field.replaceWith(around)
  around.append(numbers, field)
  let shown = 0
  const count = (): void => {
    const lines = field.value.split("\n").length
    if (lines === shown) return
    shown = lines
    numbers.textContent = Array.from({ length: lines }, (_, index) => index + 1).join("\n")
  }
  count()
  field.addEventListener("input", count)
  field.addEventListener("scroll", () => { numbers.scrollTop = field.scrollTop })
}

/** The cursor goes to the line that the address names, and to that of a problem whose link is followed. */
function lead(field: HTMLTextAreaElement, file: string): void {
  const go = (line: number): void => {
    const lines = field.value.split("\n")
    const text = lines[line - 1]
    if (text === undefined) return
    const start = lines.slice(0, line - 1).reduce((sum, before) => sum + before.length + 1, 0)
    field.focus()
    field.setSelectionRange(start, start + text.length)
    const height = Number.parseFloat(getComputedStyle(field).lineHeight)
    field.scrollTop = Math.max(0, (line - 1) * height - field.clientHeight / 2)
  }
  go(Number(field.dataset["line"] ?? 0))
  document.getElementById("problems")?.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-line]") : null
    if (!link || link.dataset["file"] !== file) return
    event.preventDefault()
    go(Number(link.dataset["line"]))
  })
}
