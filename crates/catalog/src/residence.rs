//! The region of the portal in which an address lies.

use std::sync::Arc;

use base::{Address, address::subject_named};

use crate::{Catalog, Region};

impl Catalog {
    /// The region in which an address lies: by the region of its parts, else by what its line names. None when neither says
    /// it or the portal has no such region.
    pub fn region_of(&self, address: &Address) -> Option<Arc<Region>> {
        let written = || Address::written(&address.text).parts.region_code;
        let code = address.parts.region_code.clone().or_else(written)?;
        let is_it = |region: &&Arc<Region>| subject_named(&region.title.ru).is_some_and(|subject| subject.code == code);
        self.snapshot().regions().iter().find(is_it).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_lies_in_its_region() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services/_catalog/regions.yaml");
        let text = std::fs::read_to_string(folder).unwrap();
        let catalog = Catalog::from_files(&[("_catalog/regions.yaml", text)]).unwrap();
        for region in catalog.regions() {
            assert!(subject_named(&region.title.ru).is_some(), "{} is none of the state's regions", region.title.ru);
        }
        let of = |line: &str| catalog.region_of(&Address::written(line)).map(|region| region.code.clone());
        for (line, code) in [
            ("125009, г. Москва, ул. Тверская, д. 14", Some("moscow")),
            ("Московская обл., г. Химки, ул. Речная, д. 1", Some("moscow-region")),
            ("Респ Татарстан, г Казань", Some("tatarstan")),
            ("Санкт-Петербург, Невский пр., 1", Some("saint-petersburg")),
            ("Тверская область", Some("tver")),
            ("Смоленская область, г. Смоленск", None),
            ("ул. Садовая, д. 5", None),
            ("", None),
        ] {
            assert_eq!(of(line).as_deref(), code, "{line}");
        }
        let known = Address {
            text: "Тверь".into(),
            parts: base::AddressParts { region_code: Some("69".into()), ..Default::default() },
            ..Address::default()
        };
        assert_eq!(catalog.region_of(&known).map(|region| region.code.clone()).as_deref(), Some("tver"));
    }
}
