//! Pages of a list that is ordered by time, the newest first. The address of a page names the entry that it begins behind (or
//! ends before), not a count: what comes, changes or goes between two pages neither repeats entries nor leaves any out.

use std::{fmt, str::FromStr};

use base::{Timestamp, Uuid};

use crate::{Fields, locator::without};

/// An entry's place in the list: its time, and its id among those of the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Its time.
    pub at: Timestamp,
    /// Its id.
    pub id: Uuid,
}

impl Place {
    /// Above every entry.
    pub const TOP: Self = Self { at: Timestamp::MAX, id: Uuid::max() };
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.as_microsecond(), self.id.simple())
    }
}

/// What was said is no place of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPlace;

impl FromStr for Place {
    type Err = NoPlace;
    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let (at, id) = text.split_once('.').ok_or(NoPlace)?;
        let at = Timestamp::from_microsecond(at.parse().map_err(|_| NoPlace)?).map_err(|_| NoPlace)?;
        Ok(Self { at, id: id.parse().map_err(|_| NoPlace)? })
    }
}

/// The part of a list that a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// The newest entries.
    First,
    /// Those that follow an entry.
    After(Place),
    /// Those that stand right before an entry.
    Before(Place),
}

impl Stretch {
    /// As the address says it. What is no place is the first page.
    pub fn of(query: &Fields) -> Self {
        let place = |name: &str| query.value(name).parse::<Place>().ok();
        match (place("after"), place("before")) {
            (Some(place), _) => Self::After(place),
            (None, Some(place)) => Self::Before(place),
            (None, None) => Self::First,
        }
    }

    /// The address of this part of the list that a path and its query show.
    pub fn address(self, path: &str, query: &str) -> String {
        let kept = without(query, &["after", "before"]);
        match self {
            Self::First if kept.is_empty() => path.to_owned(),
            Self::First => format!("{path}?{kept}"),
            Self::After(place) => crate::with_query(path, &kept, "after", &place.to_string()),
            Self::Before(place) => crate::with_query(path, &kept, "before", &place.to_string()),
        }
    }

    /// Whether it is to be read from the beginning instead: towards the newest, fewer stand there than a page has.
    pub const fn fell_short(self, found: usize, size: usize) -> bool {
        matches!(self, Self::Before(_)) && found <= size
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paged<T> {
    /// What it shows, the newest first.
    pub entries: Vec<T>,
    /// The page with what is newer.
    pub previous: Option<Stretch>,
    /// The page with what is older.
    pub next: Option<Stretch>,
}

impl<T> Paged<T> {
    /// Of what was found, the newest first: one more than a page shows when there are more.
    pub fn new(stretch: Stretch, mut found: Vec<T>, size: usize, place: impl Fn(&T) -> Place) -> Self {
        let are_more = found.len() > size;
        match stretch {
            Stretch::Before(_) if are_more => drop(found.remove(0)),
            _ => found.truncate(size),
        }
        let first = found.first().map(&place);
        let last = found.last().map(&place);
        let before = first.map_or(Stretch::First, Stretch::Before);
        let (is_newer, is_older) = match stretch {
            Stretch::First => (false, are_more),
            Stretch::After(_) => (true, are_more),
            Stretch::Before(_) => (are_more, true),
        };
        let next = if is_older { last.map(Stretch::After) } else { None };
        Self { entries: found, previous: is_newer.then_some(before), next }
    }

    /// The same page of something else.
    pub fn with<U>(&self, entries: Vec<U>) -> Paged<U> {
        Paged { entries, previous: self.previous, next: self.next }
    }

    /// The addresses of the pages beside this one, for the component; "" for none.
    pub fn beside(&self, path: &str, query: &str) -> (String, String) {
        let address = |stretch: Option<Stretch>| stretch.map_or_else(String::new, |to| to.address(path, query));
        (address(self.previous), address(self.next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(number: u128) -> Place {
        // Three entries of each time.
        let at = Timestamp::from_microsecond(i64::try_from(number / 3).unwrap()).unwrap();
        Place { at, id: Uuid::from_u128(number) }
    }

    /// As a store reads it.
    fn read(list: &[u128], stretch: Stretch, most: usize) -> Vec<u128> {
        let mut all = list.to_vec();
        all.sort_by_key(|entry| std::cmp::Reverse(place(*entry)));
        match stretch {
            Stretch::Before(end) => {
                let newer: Vec<u128> = all.into_iter().filter(|entry| place(*entry) > end).collect();
                newer[newer.len().saturating_sub(most)..].to_vec()
            }
            Stretch::After(begin) => all.into_iter().filter(|entry| place(*entry) < begin).take(most).collect(),
            Stretch::First => all.into_iter().take(most).collect(),
        }
    }

    fn page(list: &[u128], stretch: Stretch, size: usize) -> Paged<u128> {
        let found = read(list, stretch, size + 1);
        if stretch.fell_short(found.len(), size) {
            return page(list, Stretch::First, size);
        }
        Paged::new(stretch, found, size, |entry| place(*entry))
    }

    #[test]
    fn every_entry_once_in_both_directions() {
        for count in 0..23_u128 {
            let list: Vec<u128> = (0..count).collect();
            let mut pages = vec![page(&list, Stretch::First, 5)];
            while let Some(next) = pages.last().unwrap().next {
                pages.push(page(&list, next, 5));
            }
            let shown: Vec<u128> = pages.iter().flat_map(|page| page.entries.clone()).collect();
            assert_eq!(shown, (0..count).rev().collect::<Vec<_>>());
            // And back: the same pages.
            let mut at = pages.len() - 1;
            let mut here = pages[at].clone();
            while let Some(previous) = here.previous {
                here = page(&list, previous, 5);
                at -= 1;
                assert_eq!(here, pages[at], "{count} entries");
            }
            assert_eq!(at, 0);
        }
    }

    #[test]
    fn what_comes_and_goes_between_pages_repeats_nothing() {
        let mut list: Vec<u128> = (0..12).collect();
        let first = page(&list, Stretch::First, 5);
        // Two new ones, the last of the first page changed and stands on top, one further down went.
        list.extend([20, 21, 22]);
        list.retain(|entry| ![7, 4].contains(entry));
        let second = page(&list, first.next.unwrap(), 5);
        assert_eq!(second.entries, [6, 5, 3, 2, 1]);
        // Back: right before what was shown, and at the top a whole page.
        let back = page(&list, second.previous.unwrap(), 5);
        assert_eq!(back.entries, [20, 11, 10, 9, 8]);
        let top = page(&list, back.previous.unwrap(), 5);
        assert_eq!((top.entries.as_slice(), top.previous), (&[22, 21, 20, 11, 10][..], None));
        // Everything that followed is gone: there is a way back.
        let gone = page(&[9], Stretch::After(place(3)), 5);
        assert_eq!((gone.entries.len(), gone.previous, gone.next), (0, Some(Stretch::First), None));
    }

    #[test]
    fn addresses_say_the_place() {
        let there = place(7);
        assert_eq!(there.to_string().parse(), Ok(there));
        let address = Stretch::After(there).address("/list", "state=draft&before=1.2");
        assert_eq!(address, format!("/list?state=draft&after={there}"));
        assert_eq!(Stretch::First.address("/list", &format!("after={there}")), "/list");
        assert_eq!(Stretch::First.address("/list", "state=draft&after=x"), "/list?state=draft");
        for odd in [
            "",
            ".",
            "1",
            "x.1",
            "1.x",
            "99999999999999999999.0199",
            "9223372036854775807.ffffffffffffffffffffffffffffffff",
        ] {
            assert_eq!(Stretch::of(&Fields::new([("after", odd)])), Stretch::First, "{odd}");
        }
        assert_eq!(Stretch::of(&Fields::new([("before", there.to_string())])), Stretch::Before(there));
    }
}
