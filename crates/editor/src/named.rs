//! Names made of titles: nobody has to think of one.

/// Latin letters for Russian ones, in the order of the alphabet.
const LETTERS: [&str; 32] = [
    "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh",
    "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
];

/// The longest name that is made, in characters.
const LONGEST: usize = 40;

/// A name of small Latin letters and digits, with `between` between words, that is not among those `taken`.
pub(crate) fn named(title: &str, between: char, taken: &dyn Fn(&str) -> bool) -> String {
    let mut name = String::new();
    for letter in title.to_lowercase().chars() {
        match letter {
            'a'..='z' | '0'..='9' => name.push(letter),
            'ё' => name.push('e'),
            'а'..='я' => {
                let place = usize::try_from(u32::from(letter) - u32::from('а')).unwrap_or_default();
                name.push_str(LETTERS.get(place).copied().unwrap_or_default());
            }
            _ if !name.is_empty() && !name.ends_with(between) => name.push(between),
            _ => {}
        }
        if name.len() >= LONGEST {
            break;
        }
    }
    let name = name.trim_end_matches(between).to_owned();
    // A name begins with a letter.
    let name =
        if name.starts_with(|first: char| first.is_ascii_lowercase()) { name } else { format!("q{between}{name}") };
    let name = name.trim_end_matches(between).to_owned();
    let numbered = (2..1_000).map(|number| format!("{name}{between}{number}"));
    std::iter::once(name.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names() {
        let free = |_: &str| false;
        assert_eq!(named("Зачем вам щука?", '_', &free), "zachem_vam_shchuka");
        assert_eq!(named("2 года – где?", '-', &free), "q-2-goda-gde");
        assert_eq!(named("…", '_', &free), "q");
        assert_eq!(named("Цель", '_', &|name| name == "tsel"), "tsel_2");
        assert!(named(&"длинный ".repeat(30), '_', &free).len() <= LONGEST + 4);
    }
}
