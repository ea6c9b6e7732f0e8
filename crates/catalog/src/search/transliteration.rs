//! Russian typed in Latin letters: «zagranpasport», «spravka», «svidetelstvo o rozhdenii»; as people write it every day, and
//! as GOST 7.79 and ISO 9 do. What a reading gets wrong (a soft sign, «и» for «й») counts as a typing error.

/// Letters that stand for one together, longest first.
const TOGETHER: [(&str, &str); 36] = [
    // «детский», «агентство», «прописаться», not «ц».
    ("tstv", "тств"),
    ("tsya", "тся"),
    ("tsk", "тск"),
    ("iya", "ия"),
    ("iyu", "ию"),
    ("iye", "ие"),
    ("ija", "ия"),
    ("iju", "ию"),
    ("ije", "ие"),
    ("shch", "щ"),
    ("sch", "щ"),
    ("shh", "щ"),
    ("zh", "ж"),
    ("kh", "х"),
    ("ts", "ц"),
    ("tz", "ц"),
    ("cz", "ц"),
    ("ch", "ч"),
    ("sh", "ш"),
    ("ya", "я"),
    ("ja", "я"),
    ("yu", "ю"),
    ("ju", "ю"),
    ("yo", "е"),
    ("jo", "е"),
    ("ye", "е"),
    ("je", "е"),
    ("e`", "э"),
    ("y`", "ы"),
    ("``", "ъ"),
    ("''", "ъ"),
    ("iy", "ий"),
    ("ij", "ий"),
    ("yj", "ый"),
    ("yy", "ый"),
    ("ck", "к"),
];

/// Letters one by one.
const ALONE: [(char, &str); 38] = [
    ('a', "а"),
    ('b', "б"),
    ('c', "ц"),
    ('d', "д"),
    ('e', "е"),
    ('f', "ф"),
    ('g', "г"),
    ('h', "х"),
    ('i', "и"),
    ('j', "й"),
    ('k', "к"),
    ('l', "л"),
    ('m', "м"),
    ('n', "н"),
    ('o', "о"),
    ('p', "п"),
    ('q', "к"),
    ('r', "р"),
    ('s', "с"),
    ('t', "т"),
    ('u', "у"),
    ('v', "в"),
    ('w', "в"),
    ('x', "кс"),
    ('z', "з"),
    ('\'', "ь"),
    ('`', "ь"),
    ('ʹ', "ь"),
    ('ʺ', "ъ"),
    ('ž', "ж"),
    ('š', "ш"),
    ('č', "ч"),
    ('ŝ', "щ"),
    ('è', "э"),
    ('û', "ю"),
    ('â', "я"),
    ('ë', "е"),
    ('ĭ', "й"),
];

/// What some letters stand for as well, with those who write «ohota» as «oxota» and «zhena» as «jena».
const OTHERWISE: [(char, &str); 4] = [('x', "х"), ('j', "ж"), ('c', "к"), ('w', "ш")];

/// The text with its Latin words in Russian letters, those that say something as they stand left alone; none when no word is
/// another by it.
pub(super) fn to_russian(text: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
    if !text.chars().any(is_latin) {
        return None;
    }
    let mut differs = false;
    let word = |word: &str| {
        if !word.chars().any(is_latin) || is_known(word) {
            return word.to_owned();
        }
        differs = true;
        let word = word.to_lowercase();
        let usual = letters(&word, &[]);
        let otherwise = letters(&word, &OTHERWISE);
        if otherwise != usual && !is_known(&usual) && is_known(&otherwise) { otherwise } else { usual }
    };
    let words: Vec<String> = text.split_whitespace().map(word).collect();
    differs.then(|| words.join(" "))
}

fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic() || ALONE.iter().any(|(known, _)| *known == letter && letter.is_alphabetic())
}

fn letters(word: &str, otherwise: &[(char, &str)]) -> String {
    let mut russian = String::with_capacity(word.len() * 2);
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        // Whoever writes «jena» does not write «je» for «е».
        let meant = TOGETHER.iter().filter(|(latin, _)| otherwise.is_empty() || !latin.starts_with('j'));
        let mut fitting = meant.filter_map(|(latin, letters)| Some((*letters, rest.strip_prefix(latin)?)));
        let together = fitting.next();
        if let Some((letters, after)) = together {
            russian.push_str(letters);
            rest = after;
            continue;
        }
        rest = rest.strip_prefix(letter).unwrap_or_default();
        let known = otherwise.iter().chain(&ALONE).find(|(latin, _)| *latin == letter);
        match known {
            // «moy», «detskiy», but «vypiska».
            _ if letter == 'y' => russian.push_str(if follows_vowel(&russian) { "й" } else { "ы" }),
            Some((_, letters)) => russian.push_str(letters),
            None => russian.push(letter),
        }
    }
    russian
}

fn follows_vowel(before: &str) -> bool {
    before.ends_with(['а', 'е', 'и', 'о', 'у', 'э', 'ю', 'я'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_words_are_read_in_russian() {
        let known = |word: &str| ["охота", "жена", "passport"].contains(&word);
        for (typed, read) in [
            ("zagranpasport", "загранпаспорт"),
            ("Spravka o nesudimosti", "справка о несудимости"),
            ("shchit", "щит"),
            ("detskiy sad", "детский сад"),
            ("vypiska", "выписка"),
            ("agentstvo", "агентство"),
            ("registratsiya", "регистрация"),
            ("moy svidetel'", "мой свидетель"),
            ("subsidiya", "субсидия"),
            ("žilʹë", "жилье"),
            ("oxota", "охота"),
            ("jena", "жена"),
            ("2-ndfl", "2-ндфл"),
            ("замена pasporta", "замена паспорта"),
            ("passport zamena", "passport замена"),
        ] {
            assert_eq!(to_russian(typed, known).as_deref(), Some(read), "{typed}");
        }
        for typed in ["", "паспорт", "2026", "passport"] {
            assert_eq!(to_russian(typed, known), None, "{typed}");
        }
    }
}
