//! One typing error: a letter too many, too few, another one, or two that changed places.

/// Whether two words differ by exactly one typing error or not at all.
pub(super) fn nearly_equal(left: &str, right: &str) -> bool {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    if left.len().abs_diff(right.len()) > 1 {
        return false;
    }
    let start = left.iter().zip(&right).take_while(|(a, b)| a == b).count();
    let (left, right) = (left.get(start..).unwrap_or_default(), right.get(start..).unwrap_or_default());
    let end = left.iter().rev().zip(right.iter().rev()).take_while(|(a, b)| a == b).count();
    let left = left.get(..left.len() - end).unwrap_or_default();
    let right = right.get(..right.len() - end).unwrap_or_default();
    match (left, right) {
        ([] | [_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_error_is_forgiven_and_two_are_not() {
        for (left, right) in [
            ("паспорт", "паспорт"),
            ("паспрт", "паспорт"),
            ("пасппорт", "паспорт"),
            ("поспорт", "паспорт"),
            ("пасопрт", "паспорт"),
            ("", "п"),
        ] {
            assert!(nearly_equal(left, right), "{left} {right}");
            assert!(nearly_equal(right, left), "{right} {left}");
        }
        for (left, right) in [("пспрт", "паспорт"), ("поспрот", "паспорт"), ("аб", "вг"), ("", "па")]
        {
            assert!(!nearly_equal(left, right), "{left} {right}");
        }
    }

    /// The ordinary distance of Damerau and Levenshtein (optimal string alignment), for comparison.
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
        fn agrees_with_the_distance(left in "[абв]{0,6}", right in "[абв]{0,6}") {
            let (l, r): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
            prop_assert_eq!(nearly_equal(&left, &right), distance(&l, &r) <= 1);
        }
    }
}
