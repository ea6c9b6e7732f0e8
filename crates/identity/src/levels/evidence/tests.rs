use proptest::prelude::*;

use super::*;

const TODAY: Date = jiff::civil::date(2026, 11, 21);
const SUBJECTS: Subjects = Subjects { pension: [1; 32], passport: [2; 32], person: [3; 32] };

fn evidence(ground: Ground, subject: Subject) -> Evidence {
    Evidence {
        id: Uuid::nil(),
        ground,
        subject,
        fields: vec!["snils".into()],
        staff: None,
        office: None,
        made_at: Timestamp::UNIX_EPOCH,
        until: None,
        revoked: false,
    }
}

fn both_registries() -> Vec<Evidence> {
    Registry::ALL
        .iter()
        .map(|registry| {
            let ground = Ground::Registry(*registry);
            evidence(ground, SUBJECTS.wanted_by(ground))
        })
        .collect()
}

fn centre() -> Evidence {
    evidence(Ground::Method(VerificationMethod::ServiceCentre), SUBJECTS.person)
}

#[test]
fn the_three_levels() {
    assert_eq!(derive(&[], None, TODAY), AssuranceLevel::Simplified);
    assert_eq!(derive(&[], Some(&SUBJECTS), TODAY), AssuranceLevel::Simplified);
    let mut known = both_registries();
    assert_eq!(derive(&known, Some(&SUBJECTS), TODAY), AssuranceLevel::Standard);
    assert_eq!(derive(&known[..1], Some(&SUBJECTS), TODAY), AssuranceLevel::Simplified);
    known.push(centre());
    assert_eq!(derive(&known, Some(&SUBJECTS), TODAY), AssuranceLevel::Verified);
    assert_eq!(derive(&known, None, TODAY), AssuranceLevel::Simplified);
}

#[test]
fn a_method_alone_does_not_verify() {
    assert_eq!(derive(&[centre()], Some(&SUBJECTS), TODAY), AssuranceLevel::Simplified);
}

#[test]
fn a_new_passport_lowers_until_its_registry_agrees_and_then_restores() {
    let mut known = both_registries();
    known.push(centre());
    let renewed = Subjects { passport: [9; 32], ..SUBJECTS };
    assert_eq!(derive(&known, Some(&renewed), TODAY), AssuranceLevel::Simplified);
    known.push(evidence(Ground::Registry(Registry::PassportRegistry), [9; 32]));
    assert_eq!(derive(&known, Some(&renewed), TODAY), AssuranceLevel::Verified);
}

#[test]
fn another_person_needs_to_be_confirmed_anew() {
    let mut known = both_registries();
    known.push(centre());
    let other = Subjects { person: [8; 32], ..SUBJECTS };
    assert_eq!(derive(&known, Some(&other), TODAY), AssuranceLevel::Standard);
}

#[test]
fn evidence_ends_with_its_day_and_with_its_revocation() {
    let mut known = both_registries();
    known[1].until = Some(TODAY);
    assert_eq!(derive(&known, Some(&SUBJECTS), TODAY), AssuranceLevel::Standard);
    assert_eq!(next_end(&known, &SUBJECTS, TODAY), Some(TODAY));
    assert_eq!(derive(&known, Some(&SUBJECTS), TODAY.tomorrow().unwrap()), AssuranceLevel::Simplified);
    known[1].until = None;
    known[0].revoked = true;
    assert_eq!(derive(&known, Some(&SUBJECTS), TODAY), AssuranceLevel::Simplified);
    assert_eq!(next_end(&known, &SUBJECTS, TODAY), None);
}

#[test]
fn grounds_are_written_and_read_back() {
    let all = Registry::ALL
        .iter()
        .map(|registry| Ground::Registry(*registry))
        .chain(VerificationMethod::ALL.iter().map(|method| Ground::Method(*method)));
    for ground in all {
        assert_eq!(ground.as_str().parse::<Ground>(), Ok(ground));
    }
    assert_eq!("by-hand".parse::<Ground>(), Err(BadGround));
}

fn any_evidence() -> impl Strategy<Value = Evidence> {
    let grounds = prop_oneof![
        Just(Ground::Registry(Registry::PensionFund)),
        Just(Ground::Registry(Registry::PassportRegistry)),
        Just(Ground::Method(VerificationMethod::ServiceCentre)),
        Just(Ground::Method(VerificationMethod::PartnerBank)),
    ];
    (grounds, 1_u8..4, any::<bool>(), proptest::option::of(-2_i64..3)).prop_map(|(ground, subject, revoked, days)| {
        let until = days.map(|days| TODAY.saturating_add(jiff::Span::new().days(days)));
        Evidence { until, revoked, ..evidence(ground, [subject; 32]) }
    })
}

proptest! {
    /// Time alone never raises a level, and neither does a revocation; more evidence never lowers one.
    #[test]
    fn levels_move_the_right_way(known in proptest::collection::vec(any_evidence(), 0..12), extra in any_evidence()) {
        let level = derive(&known, Some(&SUBJECTS), TODAY);
        prop_assert!(derive(&known, Some(&SUBJECTS), TODAY.tomorrow().unwrap()) <= level);
        for place in 0..known.len() {
            let mut fewer = known.clone();
            fewer[place].revoked = true;
            prop_assert!(derive(&fewer, Some(&SUBJECTS), TODAY) <= level);
        }
        let mut more = known.clone();
        more.push(extra);
        prop_assert!(derive(&more, Some(&SUBJECTS), TODAY) >= level);
    }

    /// The order in which evidence came does not matter.
    #[test]
    fn order_does_not_matter(mut known in proptest::collection::vec(any_evidence(), 0..12)) {
        let level = derive(&known, Some(&SUBJECTS), TODAY);
        known.reverse();
        prop_assert_eq!(derive(&known, Some(&SUBJECTS), TODAY), level);
    }

    /// The level falls on the day after the day that `next_end` names, not before.
    #[test]
    fn the_next_end_is_when_the_level_may_fall(known in proptest::collection::vec(any_evidence(), 0..12)) {
        let level = derive(&known, Some(&SUBJECTS), TODAY);
        let last = next_end(&known, &SUBJECTS, TODAY).unwrap_or(jiff::civil::date(2100, 1, 1));
        prop_assert_eq!(derive(&known, Some(&SUBJECTS), last), level);
    }
}
