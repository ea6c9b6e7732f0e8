//! What a search is narrowed by, and how many services each choice would leave.

use std::collections::BTreeMap;

use forms::{Audience, Definition, Level, ServiceKind};

/// What a search is narrowed by; nothing in it narrows nothing. With anything in it only services are found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// The agency that provides the service.
    pub agency: Option<String>,
    /// A region where it is offered.
    pub region: Option<String>,
    /// The kind of action.
    pub kind: Option<ServiceKind>,
    /// For whom it is.
    pub audience: Option<Audience>,
    /// The level of account that must be enough.
    pub level: Option<Level>,
}

impl Filter {
    /// Whether it narrows nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How many services each choice of a filter leaves, the other choices being as they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// By agency.
    pub agencies: BTreeMap<String, usize>,
    /// By region; a service without regions counts in [`Facets::everywhere`].
    pub regions: BTreeMap<String, usize>,
    /// Services that are offered in every region.
    pub everywhere: usize,
    /// By kind of action.
    pub kinds: BTreeMap<ServiceKind, usize>,
    /// By whom it is for.
    pub audiences: BTreeMap<Audience, usize>,
    /// By the level that is enough.
    pub levels: BTreeMap<Level, usize>,
}

/// What a service says of itself by which it is filtered.
pub(super) struct Offered {
    agency: String,
    regions: Vec<String>,
    kind: ServiceKind,
    audience: Vec<Audience>,
    level: Level,
}

impl Offered {
    pub(super) fn of(definition: &Definition) -> Self {
        Self {
            agency: definition.agency.clone(),
            regions: definition.regions.clone(),
            kind: definition.kind,
            audience: definition.audience.clone(),
            level: definition.level,
        }
    }
}

/// The traits of a service by which it is filtered, as places: of agencies and regions in [`Names`], of the rest in the lists
/// below. Thousands of them are looked at for one page of results.
pub(super) struct Traits {
    agency: usize,
    /// None: everywhere.
    regions: Vec<usize>,
    kind: usize,
    audience: [bool; AUDIENCES.len()],
    level: usize,
}

/// Codes of agencies and regions, in the order of their places.
#[derive(Debug, Default)]
pub(super) struct Names {
    agencies: Vec<String>,
    regions: Vec<String>,
}

/// In their order: who has one has those before it.
const LEVELS: [Level; 3] = [Level::Simplified, Level::Standard, Level::Verified];
const KINDS: [ServiceKind; 8] = [
    ServiceKind::Certificate,
    ServiceKind::Document,
    ServiceKind::Registration,
    ServiceKind::Permit,
    ServiceKind::Benefit,
    ServiceKind::Appointment,
    ServiceKind::Payment,
    ServiceKind::Statement,
];
const AUDIENCES: [Audience; 3] = [Audience::Person, Audience::SoleProprietor, Audience::Organisation];

/// The place of what is looked for; one that nothing has when it is not there.
fn place_of<T: PartialEq>(list: &[T], wanted: &T) -> usize {
    list.iter().position(|known| known == wanted).unwrap_or(usize::MAX)
}

fn place(names: &mut Vec<String>, name: &str) -> usize {
    names.iter().position(|known| known == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    })
}

impl Names {
    pub(super) fn traits(&mut self, offer: &Offered) -> Traits {
        Traits {
            agency: place(&mut self.agencies, &offer.agency),
            regions: offer.regions.iter().map(|region| place(&mut self.regions, region)).collect(),
            kind: place_of(&KINDS, &offer.kind),
            audience: AUDIENCES.map(|audience| offer.audience.contains(&audience)),
            level: place_of(&LEVELS, &offer.level),
        }
    }

    /// A counter that has counted nothing yet. A code that no service has narrows to nothing.
    pub(super) fn counter(&self, filter: &Filter) -> Counter<'_> {
        Counter {
            names: self,
            is_open: filter.is_empty(),
            agency: filter.agency.as_ref().map(|agency| place_of(&self.agencies, agency)),
            region: filter.region.as_ref().map(|region| place_of(&self.regions, region)),
            kind: filter.kind.map(|kind| place_of(&KINDS, &kind)),
            audience: filter.audience.map(|audience| place_of(&AUDIENCES, &audience)),
            level: filter.level.map(|level| place_of(&LEVELS, &level)),
            agencies: vec![0; self.agencies.len()],
            regions: vec![0; self.regions.len()],
            everywhere: 0,
            kinds: [0; KINDS.len()],
            audiences: [0; AUDIENCES.len()],
            levels: [0; LEVELS.len()],
        }
    }
}

/// Lets services through a filter and counts what each other choice would let through.
pub(super) struct Counter<'n> {
    names: &'n Names,
    is_open: bool,
    agency: Option<usize>,
    region: Option<usize>,
    kind: Option<usize>,
    audience: Option<usize>,
    level: Option<usize>,
    agencies: Vec<usize>,
    regions: Vec<usize>,
    everywhere: usize,
    kinds: [usize; KINDS.len()],
    audiences: [usize; AUDIENCES.len()],
    levels: [usize; LEVELS.len()],
}

fn add(counts: &mut [usize], place: usize) {
    if let Some(count) = counts.get_mut(place) {
        *count += 1;
    }
}

impl Counter<'_> {
    /// Which of the five choices a service passes: agency, region, kind, audience, level.
    fn passes(&self, traits: &Traits) -> [bool; 5] {
        [
            self.agency.is_none_or(|agency| agency == traits.agency),
            self.region.is_none_or(|region| traits.regions.is_empty() || traits.regions.contains(&region)),
            self.kind.is_none_or(|kind| kind == traits.kind),
            self.audience.is_none_or(|audience| traits.audience.get(audience) == Some(&true)),
            self.level.is_none_or(|level| traits.level <= level),
        ]
    }

    /// Counts something found, and says whether the filter lets it through. What is no service has no traits.
    pub(super) fn count(&mut self, traits: Option<&Traits>) -> bool {
        let Some(traits) = traits else { return self.is_open };
        let passes = self.passes(traits);
        let [agency, region, kind, audience, level] = passes;
        let failed = passes.iter().filter(|passed| !**passed).count();
        // What only this choice keeps away would be there with another one.
        let counts = |passed: bool| failed == 0 || (failed == 1 && !passed);
        if counts(agency) {
            add(&mut self.agencies, traits.agency);
        }
        if counts(region) {
            self.everywhere += usize::from(traits.regions.is_empty());
            traits.regions.iter().for_each(|region| add(&mut self.regions, *region));
        }
        if counts(kind) {
            add(&mut self.kinds, traits.kind);
        }
        if counts(audience) {
            let has = self.audiences.iter_mut().zip(traits.audience);
            has.for_each(|(count, has)| *count += usize::from(has));
        }
        if counts(level) {
            // What is enough stands from there on in the list.
            self.levels.iter_mut().skip(traits.level).for_each(|count| *count += 1);
        }
        failed == 0
    }

    pub(super) fn facets(self) -> Facets {
        Facets {
            agencies: counted(&self.names.agencies, &self.agencies),
            regions: counted(&self.names.regions, &self.regions),
            everywhere: self.everywhere,
            kinds: counted(&KINDS, &self.kinds),
            audiences: counted(&AUDIENCES, &self.audiences),
            levels: counted(&LEVELS, &self.levels),
        }
    }
}

fn counted<T: Clone + Ord>(names: &[T], counts: &[usize]) -> BTreeMap<T, usize> {
    let counted = names.iter().zip(counts).filter(|(_, count)| **count > 0);
    counted.map(|(name, count)| (name.clone(), *count)).collect()
}

impl Facets {
    /// How many services a region has.
    pub fn in_region(&self, region: &str) -> usize {
        self.everywhere + self.regions.get(region).copied().unwrap_or_default()
    }
}
