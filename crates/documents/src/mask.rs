//! A holder's name for strangers: enough to compare with the paper in one's hand, too little to learn a name from.

/// «Ветрова Вера Игоревна» becomes «В•••••а В. И.»: first and last letter of the family name, initials of the others.
/// The dots are always five: the length of a name tells a name.
pub fn masked(name: &str) -> String {
    let mut words = name.split_whitespace();
    let Some(family) = words.next() else { return String::new() };
    let first: String = family.chars().take(1).collect();
    let last: String =
        if family.chars().count() > 3 { family.chars().last().into_iter().collect() } else { String::new() };
    let mut text = format!("{first}•••••{last}");
    for initial in words.take(3).filter_map(|word| word.chars().next()) {
        text.push('\u{a0}');
        text.push(initial);
        text.push('.');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_hidden_and_still_comparable() {
        assert_eq!(masked("Ветрова Вера Игоревна"), "В•••••а\u{a0}В.\u{a0}И.");
        assert_eq!(masked("Ли Сун"), "Л•••••\u{a0}С.");
        assert_eq!(masked("  "), "");
    }
}
