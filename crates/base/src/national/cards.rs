//! Numbers of cards that people carry: driving licence, registration certificate of a vehicle, health insurance policy.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{
    BadNumber, digits,
    household::{bare, cyrillic},
    joined,
};

number!(
    /// Серия и номер водительского удостоверения: ten digits, «99 01 123456». Those with letters have run out.
    DriverLicence
);
number!(
    /// Серия и номер свидетельства о регистрации транспортного средства: two digits, two digits or Cyrillic letters, six
    /// digits, «99 УХ 123456».
    VehicleCertificate
);
number!(
    /// Номер полиса ОМС of the single form: 16 digits, the last of which is a check digit (modulus 10).
    HealthPolicy
);

/// «99 01 123456».
fn grouped(number: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let signs: Vec<char> = number.chars().collect();
    let part = |from: usize, to: usize| signs.get(from..to).unwrap_or_default().iter().collect::<String>();
    write!(f, "{} {} {}", part(0, 2), part(2, 4), part(4, signs.len()))
}

impl FromStr for DriverLicence {
    type Err = BadNumber;
    fn from_str(text: &str) -> Result<Self, BadNumber> {
        let digits = digits(&text.replace('№', ""))?;
        if digits.len() == 10 { Ok(Self(joined(&digits))) } else { Err(BadNumber::Form) }
    }
}

impl fmt::Display for DriverLicence {
    /// As printed: «99 01 123456».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        grouped(&self.0, f)
    }
}

impl FromStr for VehicleCertificate {
    type Err = BadNumber;
    fn from_str(text: &str) -> Result<Self, BadNumber> {
        let signs: Vec<char> = bare(text).into_iter().map(cyrillic).collect();
        let digit = |at: usize| signs.get(at).is_some_and(char::is_ascii_digit);
        let letter = |at: usize| signs.get(at).is_some_and(|sign| ('А'..='Я').contains(sign));
        let series = (digit(2) && digit(3)) || (letter(2) && letter(3));
        if signs.len() != 10 || !series || ![0, 1, 4, 5, 6, 7, 8, 9].into_iter().all(digit) {
            return Err(BadNumber::Form);
        }
        Ok(Self(signs.into_iter().collect()))
    }
}

impl fmt::Display for VehicleCertificate {
    /// As printed: «99 УХ 123456».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        grouped(&self.0, f)
    }
}

impl FromStr for HealthPolicy {
    type Err = BadNumber;
    fn from_str(text: &str) -> Result<Self, BadNumber> {
        let digits = digits(text)?;
        if digits.len() != 16 {
            return Err(BadNumber::Form);
        }
        // From the right, every second digit counts twice, as the sum of the digits of its double.
        let worth = |(place, digit): (usize, &u32)| match place % 2 {
            0 => *digit,
            _ => digit * 2 / 10 + digit * 2 % 10,
        };
        let sum: u32 = digits.iter().rev().enumerate().map(worth).sum();
        if !sum.is_multiple_of(10) || digits.iter().all(|digit| *digit == 0) {
            return Err(BadNumber::CheckDigit);
        }
        Ok(Self(joined(&digits)))
    }
}

impl fmt::Display for HealthPolicy {
    /// In fours: «1234 5678 9012 3452».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, sign) in self.0.chars().enumerate() {
            if place > 0 && place.is_multiple_of(4) {
                f.write_str(" ")?;
            }
            write!(f, "{sign}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn licences_have_ten_digits() {
        for text in ["9901123456", "99 01 123456", "99 01 № 123456"] {
            assert_eq!(text.parse::<DriverLicence>().map(|it| it.to_string()), Ok("99 01 123456".to_owned()), "{text}");
        }
        for text in ["", "990112345", "99011234567", "99 АА 123456"] {
            assert_eq!(text.parse::<DriverLicence>(), Err(BadNumber::Form), "{text}");
        }
    }

    #[test]
    fn certificates_of_vehicles_have_letters_of_either_alphabet() {
        for text in ["99УХ123456", "99 yx 123456", "99 УХ № 123456"] {
            let read = text.parse::<VehicleCertificate>().map(|it| it.to_string());
            assert_eq!(read, Ok("99 УХ 123456".to_owned()), "{text}");
        }
        assert!("9937123456".parse::<VehicleCertificate>().is_ok());
        for text in ["", "99У7123456", "УХ99123456", "99УХ12345", "99УХ1234567", "99QW123456"] {
            assert_eq!(text.parse::<VehicleCertificate>(), Err(BadNumber::Form), "{text}");
        }
    }

    #[test]
    fn policies_have_a_check_digit() {
        let policy: HealthPolicy = "1234 5678 9012 3452".parse().unwrap();
        assert_eq!((policy.as_str(), policy.to_string().as_str()), ("1234567890123452", "1234 5678 9012 3452"));
        assert_eq!("1234567890123453".parse::<HealthPolicy>(), Err(BadNumber::CheckDigit));
        assert_eq!("0000000000000000".parse::<HealthPolicy>(), Err(BadNumber::CheckDigit));
        assert_eq!("123456789012345".parse::<HealthPolicy>(), Err(BadNumber::Form));
    }

    proptest! {
        #[test]
        fn a_policy_with_one_wrong_digit_is_noticed(number in 0_u64..1_000_000_000_000_000, at in 0_usize..16, by in 1_u32..10) {
            let right = (0..10).find_map(|last| format!("{number:015}{last}").parse::<HealthPolicy>().ok());
            prop_assume!(right.is_some());
            let mut typed: Vec<u32> = digits(right.unwrap().as_str()).unwrap();
            typed[at] = (typed[at] + by) % 10;
            prop_assert!(joined(&typed).parse::<HealthPolicy>().is_err());
        }

        #[test]
        fn what_is_shown_is_read_again(text in "[0-9]{2}[А-Я]{2}[0-9]{6}") {
            let number: VehicleCertificate = text.parse().unwrap();
            prop_assert_eq!(number.to_string().parse::<VehicleCertificate>(), Ok(number));
        }
    }
}
