//! What was typed with the other keyboard layout on: «pfuhfygfcgjhn» is «загранпаспорт».

const LATIN: &str = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>";
const RUSSIAN: &str = "ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ";

/// The same keys in the other layout; none when that changes nothing.
pub(super) fn other(text: &str) -> Option<String> {
    let to_russian = text.chars().any(|c| c.is_ascii_alphabetic());
    let (from, to) = if to_russian { (LATIN, RUSSIAN) } else { (RUSSIAN, LATIN) };
    let key = |c: char| from.chars().position(|known| known == c).and_then(|place| to.chars().nth(place)).unwrap_or(c);
    let swapped: String = text.chars().map(key).collect();
    (swapped != text).then_some(swapped)
}

/// The same, but for the words alone that say nothing as they stand: the layout was switched on the way.
pub(super) fn other_of_some(text: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let word = |word: &str| if is_known(word) { word.to_owned() } else { other(word).unwrap_or(word.to_owned()) };
    let words: Vec<String> = text.split_whitespace().map(word).collect();
    (words.len() > 1).then(|| words.join(" ")).filter(|swapped| swapped != text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_in_the_other_layout() {
        assert_eq!(other("pfuhfygfcgjhn").as_deref(), Some("загранпаспорт"));
        assert_eq!(other("ghfdf").as_deref(), Some("права"));
        assert_eq!(other("зфыызщке").as_deref(), Some("passport"));
        assert_eq!(other(",tp gfcgjhnf").as_deref(), Some("без паспорта"));
        assert_eq!(other("2026"), None);
        let is_known = |word: &str| word == "замена";
        assert_eq!(other_of_some("замена gfcgjhnf", is_known).as_deref(), Some("замена паспорта"));
        assert_eq!(other_of_some("gfcgjhn", is_known), None, "that is the whole query");
    }
}
