/** `[data-module=file]`: lists what was chosen, with sizes and small pictures, before it is sent. */
export function files(group: HTMLElement): void {
  const input = group.querySelector<HTMLInputElement>("input[type=file]")
  if (!input) return
  const list = document.createElement("ul")
  list.className = "file-list"
  list.setAttribute("aria-live", "polite")
  input.after(list)
  input.addEventListener("change", () => {
    for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src)
    list.replaceChildren(...[...(input.files ?? [])].map(item))
  })
}

function item(file: File): HTMLLIElement {
  const entry = document.createElement("li")
  if (/^image\/(jpeg|png)$/.test(file.type)) {
    const image = document.createElement("img")
    image.src = URL.createObjectURL(file)
    image.alt = ""
    entry.append(image)
  }
  entry.append(`${file.name} · ${size(file.size)}`)
  return entry
}

function size(bytes: number): string {
  const [value, unit] = bytes < 1_048_576 ? [bytes / 1024, "kilobyte"] : [bytes / 1_048_576, "megabyte"]
  const lang = document.documentElement.lang
  return value.toLocaleString(lang, { style: "unit", unit, maximumFractionDigits: unit === "megabyte" ? 1 : 0 })
}
