//! What was typed with the other keyboard layout on: «pfuhfygfcgjhn» is «загранпаспорт».

const LATIN: &str = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>";
const RUSSIAN: &str = "ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ";

/// The same keys in the other layout; none when that changes nothing.
pub(super) fn other_layout(text: &str) -> Option<String> {
    let to_russian = text.chars().any(|c| c.is_ascii_alphabetic());
    let (from, to) = if to_russian { (LATIN, RUSSIAN) } else { (RUSSIAN, LATIN) };
    let key = |c: char| from.chars().position(|known| known == c).and_then(|place| to.chars().nth(place)).unwrap_or(c);
    let swapped: String = text.chars().map(key).collect();
    (swapped != text).then_some(swapped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_in_the_other_layout() {
        assert_eq!(other_layout("pfuhfygfcgjhn").as_deref(), Some("загранпаспорт"));
        assert_eq!(other_layout("ghfdf").as_deref(), Some("права"));
        assert_eq!(other_layout("зфыызщке").as_deref(), Some("passport"));
        assert_eq!(other_layout(",tp gfcgjhnf").as_deref(), Some("без паспорта"));
        assert_eq!(other_layout("2026"), None);
    }
}
