//! Names of files as people send them, made fit to be shown and to be saved on any machine.

use base::text;

use crate::content::FileKind;

/// The longest name without its ending, in characters.
const LONGEST: usize = 100;

/// The name without folders, signs that steer (controls, directions) and signs that some system forbids, with an ending
/// that fits the content.
pub fn clean(name: &str, kind: FileKind) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let line = text::line(last);
    let kept: String =
        line.chars().filter(|sign| !is_forbidden(*sign) && text::is_readable(sign.encode_utf8(&mut [0; 4]))).collect();
    let joined = text::line(&kept);
    let (stem, ending) = joined.rsplit_once('.').unwrap_or((&joined, ""));
    let ending = ending.to_lowercase();
    let usual = kind.endings().first().copied().unwrap_or_default();
    let (stem, ending) =
        if kind.endings().contains(&ending.as_str()) { (stem, ending.as_str()) } else { (joined.as_str(), usual) };
    let stem: String = stem.trim_matches(['.', ' ']).chars().take(LONGEST).collect();
    let stem = if stem.is_empty() { "document" } else { stem.trim_end_matches(['.', ' ']) };
    format!("{stem}.{ending}")
}

fn is_forbidden(sign: char) -> bool {
    matches!(sign, '<' | '>' | ':' | '"' | '|' | '?' | '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_fit_for_any_machine() {
        for (sent, kind, shown) in [
            ("Паспорт, стр. 2–3.PDF", FileKind::Pdf, "Паспорт, стр. 2–3.pdf"),
            ("C:\\Users\\Вера\\scan.jpeg", FileKind::Jpeg, "scan.jpeg"),
            ("../../etc/passwd", FileKind::Png, "passwd.png"),
            ("photo.exe", FileKind::Jpeg, "photo.exe.jpg"),
            ("a\u{202e}fdp.exe", FileKind::Pdf, "afdp.exe.pdf"),
            ("  два \n слова .png", FileKind::Png, "два слова.png"),
            ("<b>\"x\"|?*.pdf", FileKind::Pdf, "bx.pdf"),
            ("a\r\nSet-Cookie: x=1\u{0}.pdf", FileKind::Pdf, "a Set-Cookie x=1.pdf"),
            ("И\u{306}\u{fffd}\u{e000}.png", FileKind::Png, "Й.png"),
            ("", FileKind::Pdf, "document.pdf"),
            (".pdf", FileKind::Pdf, "document.pdf"),
            ("...", FileKind::Pdf, "document.pdf"),
        ] {
            assert_eq!(clean(sent, kind), shown, "{sent}");
        }
        let cut_at_a_dot = format!("{}.{}", "я".repeat(LONGEST - 1), "я".repeat(9));
        assert_eq!(clean(&cut_at_a_dot, FileKind::Pdf), format!("{}.pdf", "я".repeat(LONGEST - 1)));
        assert_eq!(clean(&"я".repeat(500), FileKind::Pdf).chars().count(), LONGEST + 4);
    }
}
