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
  form.querySelector("textarea")?.addEventListener("input", () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void show(), PAUSE)
  })
}
