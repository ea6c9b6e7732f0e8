//! Numbers of what belongs to a household: a child's birth certificate, a vehicle's plate and frame number.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::BadNumber;

number!(
    /// Номер свидетельства о рождении: a Roman numeral, two Cyrillic letters, six digits, «IV-МЮ 123456»
    /// (Ministry of Justice order 167 of 01.10.2018).
    BirthCertificate
);
number!(
    /// Государственный регистрационный знак of a car: «А123ВС 77» (GOST R 50577-2018, type 1).
    Plate
);
number!(
    /// VIN, the vehicle identification number: 17 signs without I, O and Q (ISO 3779).
    Vin
);

/// The letters and digits alone, in capitals.
pub(super) fn bare(text: &str) -> Vec<char> {
    let kept = text.chars().filter(|sign| !sign.is_whitespace() && !"-–№\u{a0}".contains(*sign));
    kept.flat_map(char::to_uppercase).collect()
}

/// Plates have only the letters that look alike in both alphabets; people type either.
pub(super) fn cyrillic(sign: char) -> char {
    let alike = "ABEKMHOPCTYX".chars().zip("АВЕКМНОРСТУХ".chars());
    alike.into_iter().find(|(latin, _)| *latin == sign).map_or(sign, |(_, cyrillic)| cyrillic)
}

impl FromStr for BirthCertificate {
    type Err = BadNumber;
    fn from_str(text: &str) -> Result<Self, BadNumber> {
        let signs = bare(text);
        let letters = signs.len().checked_sub(8).ok_or(BadNumber::Form)?;
        let (numeral, rest) = signs.split_at(letters);
        let (series, number) = rest.split_at(2);
        let roman: Option<String> = numeral
            .iter()
            .map(|sign| match sign {
                'I' | '1' | 'І' => Some('I'),
                'V' | 'У' => Some('V'),
                'X' | 'Х' => Some('X'),
                'L' => Some('L'),
                'C' | 'С' => Some('C'),
                _ => None,
            })
            .collect();
        let roman = roman.filter(|roman| (1..=7).contains(&roman.len())).ok_or(BadNumber::Form)?;
        let right = series.iter().all(|sign| ('А'..='Я').contains(sign)) && number.iter().all(char::is_ascii_digit);
        if !right {
            return Err(BadNumber::Form);
        }
        let (series, number) = (series.iter().collect::<String>(), number.iter().collect::<String>());
        Ok(Self(format!("{roman}-{series} {number}")))
    }
}

impl fmt::Display for BirthCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Plate {
    type Err = BadNumber;
    fn from_str(text: &str) -> Result<Self, BadNumber> {
        let signs: Vec<char> = bare(text).into_iter().map(cyrillic).collect();
        let is_letter = |sign: &char| "АВЕКМНОРСТУХ".contains(*sign);
        let letters = [0, 4, 5].iter().all(|at| signs.get(*at).is_some_and(is_letter));
        let digits = (1..=3).chain(6..signs.len()).all(|at| signs.get(at).is_some_and(char::is_ascii_digit));
        if !letters || !digits || !(8..=9).contains(&signs.len()) {
            return Err(BadNumber::Form);
        }
        Ok(Self(signs.iter().collect()))
    }
}

impl fmt::Display for Plate {
    /// As on the car: «А123ВС 77».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signs: Vec<char> = self.0.chars().collect();
        let (number, region) = signs.split_at_checked(6).unwrap_or((&signs, &[]));
        write!(f, "{} {}", number.iter().collect::<String>(), region.iter().collect::<String>())
    }
}

impl FromStr for Vin {
    type Err = BadNumber;
    fn from_str(text: &str) -> Result<Self, BadNumber> {
        let signs = bare(text);
        let fits = |sign: &char| sign.is_ascii_digit() || (sign.is_ascii_uppercase() && !"IOQ".contains(*sign));
        if signs.len() != 17 || !signs.iter().all(fits) {
            return Err(BadNumber::Form);
        }
        Ok(Self(signs.into_iter().collect()))
    }
}

impl fmt::Display for Vin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birth_certificates_in_every_spelling() {
        for text in ["IV-МЮ 123456", "iv мю 123456", "1V-МЮ № 123456", "IVМЮ123456"] {
            assert_eq!(text.parse::<BirthCertificate>().map(String::from), Ok("IV-МЮ 123456".to_owned()), "{text}");
        }
        for text in ["", "МЮ 123456", "IV-MЮ 12345", "IV-МЮ 1234567", "IV-МЮ 12345A", "№"] {
            assert_eq!(text.parse::<BirthCertificate>(), Err(BadNumber::Form), "{text}");
        }
    }

    #[test]
    fn plates_of_either_alphabet() {
        for text in ["А123ВС77", "a 123 bc 77", "А123ВС 77"] {
            assert_eq!(text.parse::<Plate>().map(|plate| plate.to_string()), Ok("А123ВС 77".to_owned()), "{text}");
        }
        assert_eq!("х001хх777".parse::<Plate>().map(|plate| plate.to_string()), Ok("Х001ХХ 777".to_owned()));
        for text in ["", "Я123ВС77", "А12ЗВС77", "А123ВС7", "А123ВС7777", "А123ВСXX"] {
            assert_eq!(text.parse::<Plate>(), Err(BadNumber::Form), "{text}");
        }
    }

    #[test]
    fn frame_numbers_have_seventeen_signs() {
        assert!("XTA210990Y2766389".parse::<Vin>().is_ok());
        assert_eq!("xta21099 0y2766389".parse::<Vin>().map(String::from), Ok("XTA210990Y2766389".to_owned()));
        for text in ["", "XTA210990Y276638", "XTA210990Y276638O", "ХТА210990Y2766389"] {
            assert_eq!(text.parse::<Vin>(), Err(BadNumber::Form), "{text}");
        }
    }
}
