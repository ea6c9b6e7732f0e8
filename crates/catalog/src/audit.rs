//! The audit of this slice: every edition is the content that its address says, and every service offers one of them.

use db::{Db, audit::Audit};

use crate::{ServiceFiles, check::address, doors::DOORS, model, store};

/// Looks at every edition and every service.
///
/// # Errors
/// When the database does not answer.
pub async fn audit(db: &Db, audit: &mut Audit<'_>) -> db::Result<()> {
    let mut tx = db.snapshot().await?;
    let editions = store::list_editions(&mut tx).await?;
    for edition in &editions {
        let place = format!("{} {}", edition.service, edition.number);
        let files = store::find_files(&mut tx, &edition.hash).await?;
        let whole = files.and_then(|(definition, others)| ServiceFiles::from_stored(&definition, &others).ok());
        let hash = whole.map(|files| address(&files, edition.template.as_deref()));
        audit.found_if(hash.as_ref() != Some(&edition.hash), "an edition is not what its address says", &place);
        match model::definition(&edition.definition) {
            Ok(definition) => {
                audit.found_if(definition.code != edition.service, "an edition is that of another service", &place);
            }
            Err(problem) => audit.found("an edition cannot be read", format!("{place}: {problem}")),
        }
    }
    audit.examined("editions", editions.len());
    for offer in store::list_services(&mut tx).await? {
        let own = editions.iter().any(|edition| edition.service == offer.code && edition.hash == offer.edition);
        audit.found_if(!own, "a service offers an edition that is not there", &offer.code);
        let last = store::list_changes(&mut tx, &offer.code).await?.into_iter().next();
        let told = last.is_some_and(|change| change.edition == offer.edition);
        audit.found_if(!told, "a service offers what its history does not say", &offer.code);
        let doors = store::doors::count(&mut tx, &offer.code, &offer.edition).await?;
        audit.found_if(
            u64::try_from(doors) != Ok(DOORS),
            "the doors of a service lead to another edition",
            &offer.code,
        );
        let why = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.is_empty());
        let explained = offer.paused_at.is_none() || (why(&offer.pause_ru) && why(&offer.pause_en));
        audit.found_if(!explained, "a service is paused without a reason in both languages", offer.code);
    }
    Ok(())
}
