//! Typing errors: a letter too many, too few, another one, or two that changed places.

/// How many typing errors lead from one word to the other, when they are no more than `most`.
pub(super) fn errors(left: &[char], right: &[char], most: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > most {
        return None;
    }
    last_row(left, right).last().copied().filter(|errors| *errors <= most)
}

/// How many typing errors there are in a word that is still being typed and is the beginning of the other.
pub(super) fn errors_at_beginning(typed: &[char], word: &[char], most: usize) -> Option<usize> {
    if typed.len() > word.len() + most {
        return None;
    }
    let beginning = word.get(..(typed.len() + most).min(word.len())).unwrap_or_default();
    last_row(typed, beginning).into_iter().min().filter(|errors| *errors <= most)
}

/// The last row of the table of Damerau and Levenshtein (optimal string alignment): the errors between all of `left` and
/// each beginning of `right`.
fn last_row(left: &[char], right: &[char]) -> Vec<usize> {
    let (mut before, mut above): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=right.len()).collect());
    let mut former_left = None;
    for (i, a) in left.iter().enumerate() {
        let mut row = Vec::with_capacity(above.len());
        row.push(i + 1);
        let (mut beside, mut former_right) = (i + 1, None);
        for (j, (b, pair)) in right.iter().zip(above.windows(2)).enumerate() {
            let [diagonal, up] = pair else { continue };
            let mut best = (beside + 1).min(up + 1).min(diagonal + usize::from(a != b));
            if former_right == Some(a)
                && former_left == Some(b)
                && let Some(swapped) = j.checked_sub(1).and_then(|j| before.get(j))
            {
                best = best.min(swapped + 1);
            }
            row.push(best);
            (beside, former_right) = (best, Some(b));
        }
        former_left = Some(a);
        before = std::mem::replace(&mut above, row);
    }
    above
}

/// The letters of a word as bits, for telling cheaply that two words cannot be near one another.
pub(super) fn letters(word: &[char]) -> u64 {
    word.iter().fold(0, |bits, letter| bits | 1 << (u32::from(*letter) % 64))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn errors_are_counted_up_to_a_limit() {
        for (left, right, count) in [
            ("паспорт", "паспорт", 0),
            ("паспрт", "паспорт", 1),
            ("пасппорт", "паспорт", 1),
            ("поспорт", "паспорт", 1),
            ("пасопрт", "паспорт", 1),
            ("пспрт", "паспорт", 2),
            ("поспрот", "паспорт", 2),
            ("", "па", 2),
        ] {
            let (a, b) = (chars(left), chars(right));
            assert_eq!((errors(&a, &b, 2), errors(&b, &a, 2)), (Some(count), Some(count)), "{left} {right}");
            assert_eq!(errors(&a, &b, 1).is_some(), count < 2, "{left} {right}");
        }
        assert_eq!(errors(&chars("аб"), &chars("паспорт"), 2), None);
    }

    #[test]
    fn a_word_that_is_being_typed_may_have_errors_too() {
        for (typed, count) in [("загр", 0), ("зогр", 1), ("зааграно", 2), ("загранпаспорт", 0), ("лодка", 9)]
        {
            let found = errors_at_beginning(&chars(typed), &chars("загранпаспорт"), 2);
            assert_eq!(found, Some(count).filter(|count| *count < 3), "{typed}");
        }
    }

    /// The same table by its definition, for comparison.
    fn distance(left: &[char], right: &[char]) -> usize {
        let mut rows = vec![vec![0_usize; right.len() + 1]; left.len() + 1];
        for i in 0..=left.len() {
            for j in 0..=right.len() {
                rows[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let same = usize::from(left[i - 1] != right[j - 1]);
                    let mut best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + same);
                    if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                        best = best.min(rows[i - 2][j - 2] + 1);
                    }
                    best
                };
            }
        }
        rows[left.len()][right.len()]
    }

    proptest! {
        #[test]
        fn agrees_with_the_definition(left in "[абв]{0,6}", right in "[абв]{0,6}") {
            let (l, r) = (chars(&left), chars(&right));
            let count = distance(&l, &r);
            prop_assert_eq!(errors(&l, &r, 2), Some(count).filter(|count| *count <= 2));
            // What is near has nearly the same letters: the cheap look beforehand never hides anything.
            prop_assert!((letters(&l) ^ letters(&r)).count_ones() as usize <= 2 * count);
        }
    }
}
