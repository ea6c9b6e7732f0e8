//! A duty as people say it: so many roubles, and other sums under conditions. Whatever else an expression says stays one.

use web::Fields;

/// The most conditions that a duty has in the form.
pub(crate) const MOST_CASES: usize = 12;

/// A duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Amount {
    /// Condition and roubles, the first that holds counts.
    pub(crate) cases: Vec<(String, String)>,
    /// Otherwise: roubles, or an expression.
    pub(crate) rest: String,
}

impl Amount {
    /// Takes an expression apart.
    pub(crate) fn of(source: &str) -> Self {
        let (mut cases, mut rest) = (Vec::new(), source.trim());
        while cases.len() < MOST_CASES
            && let Some((when, then, otherwise)) = split(rest)
            && let Some(sum) = roubles(then)
        {
            cases.push((when.trim().to_owned(), sum.to_owned()));
            rest = otherwise.trim();
        }
        Self { cases, rest: roubles(rest).unwrap_or(rest).to_owned() }
    }

    /// Puts it together.
    pub(crate) fn source(&self) -> String {
        let case = |(when, sum): &(String, String)| {
            let when = if split(when).is_some() { format!("({when})") } else { when.clone() };
            format!("{when} ? {} : ", written(sum))
        };
        let cases: String = self.cases.iter().map(case).collect();
        format!("{cases}{}", written(&self.rest))
    }

    pub(super) fn show(&self, fields: &mut Fields, name: &str) {
        fields.set(name, self.rest.clone());
        for (index, (when, sum)) in self.cases.iter().enumerate() {
            fields.set(format!("cases[{index}].when"), when.clone());
            fields.set(format!("cases[{index}].amount"), sum.clone());
        }
    }
}

/// An expression that has nothing to do but ask one condition.
pub(crate) fn only(when: &str) -> String {
    format!("({when}) ? roubles(1) : roubles(2)")
}

fn written(sum: &str) -> String {
    if sum.bytes().all(|byte| byte.is_ascii_digit()) && !sum.is_empty() {
        format!("roubles({sum})")
    } else {
        sum.to_owned()
    }
}

/// The number in `roubles(1500)`.
fn roubles(text: &str) -> Option<&str> {
    let number = text.trim().strip_prefix("roubles(")?.strip_suffix(')')?.trim();
    (!number.is_empty() && number.len() <= 9 && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

/// The three parts of `a ? b : c`; none when it is no such thing.
fn split(text: &str) -> Option<(&str, &str, &str)> {
    let (mut depth, mut quote, mut asked, mut within) = (0_i32, None, None, 0);
    let mut is_escaped = false;
    for (at, sign) in text.char_indices() {
        if let Some(end) = quote {
            if sign == end && !is_escaped {
                quote = None;
            }
            is_escaped = sign == '\\' && !is_escaped;
            continue;
        }
        match sign {
            '"' | '\'' => quote = Some(sign),
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '?' if depth == 0 && asked.is_none() => asked = Some(at),
            '?' if depth == 0 => within += 1,
            ':' if depth == 0 && within > 0 => within -= 1,
            ':' if depth == 0 => {
                let asked = asked?;
                return Some((text.get(..asked)?, text.get(asked + 1..at)?, text.get(at + 1..)?));
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases(source: &str) -> (Vec<(String, String)>, String) {
        let Amount { cases, rest } = Amount::of(source);
        (cases, rest)
    }

    #[test]
    fn a_duty_comes_apart_and_together() {
        assert_eq!(cases("roubles(3500)"), (vec![], "3500".into()));
        assert_eq!(
            cases("small_child ? roubles(1750) : roubles(3500)"),
            (vec![("small_child".into(), "1750".into())], "3500".into())
        );
        let two = "why == \"a?:\" ? roubles(1) : (b ? c : d) ? roubles(2) : roubles(days * 10)";
        let (found, rest) = cases(two);
        assert_eq!(found, [("why == \"a?:\"".into(), "1".into()), ("(b ? c : d)".into(), "2".into())]);
        assert_eq!(rest, "roubles(days * 10)");
        for source in
            ["", "roubles(1)", "small_child ? roubles(1750) : roubles(3500)", two, "a ? b : c", "a ? roubles(1)"]
        {
            assert_eq!(Amount::of(source).source(), source);
        }
        let nested = Amount { cases: vec![("a ? b : c".into(), "5".into())], rest: "7".into() };
        assert_eq!(Amount::of(&nested.source()).cases, [("(a ? b : c)".into(), "5".into())]);
    }

    #[test]
    fn the_duties_of_every_service_say_the_same_after_it() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services");
        let mut found = 0;
        for (path, text) in catalog::read_folder(&folder).unwrap() {
            if !path.ends_with("/service.yaml") {
                continue;
            }
            let Some(fee) = forms::parse(&text).unwrap().fee else { continue };
            let squeezed = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(squeezed(&Amount::of(fee.amount.source()).source()), squeezed(fee.amount.source()), "{path}");
            found += 1;
        }
        assert!(found > 5);
    }
}
