//! The public check of a document: what anybody may learn of it who holds its number, and nothing more.

use base::{Cx, Date, Lang, Timestamp};
use db::{
    Tx,
    ledger::{self, Access, Actor},
    vault,
};
use sha2::{Digest, Sha256};

use crate::{
    issued::{self, Facts, Standing},
    number::DocumentNumber,
    signing::{self, Seal},
    store::issued as store,
};

/// What the check tells.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The number.
    pub number: DocumentNumber,
    /// Titles, agency and masked holder; gone when the holder's account was closed.
    facts: Option<Facts>,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// The last day on which it is valid.
    pub valid_until: Option<Date>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// Subject of the certificate that signed it.
    pub signed_by: String,
    hash: Vec<u8>,
}

/// How a file compares with the issued document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// It is the document, byte for byte.
    Same {
        /// When the time-stamp authority saw the signature.
        stamped_at: Option<Timestamp>,
    },
    /// It was signed and then changed.
    Changed,
    /// It is intact, but another document.
    Other {
        /// Subject of the certificate that signed it.
        signed_by: String,
    },
    /// It carries no signature.
    Unsigned,
}

impl Checked {
    /// The title in the language.
    pub fn title(&self, lang: Lang) -> Option<&str> {
        self.facts.as_ref().map(|facts| match lang {
            Lang::Ru => facts.title_ru.as_str(),
            Lang::En => facts.title_en.as_str(),
        })
    }

    /// Who issued it, in the language as far as the name is known in it.
    pub fn agency(&self, lang: Lang) -> Option<&str> {
        self.facts.as_ref().map(|facts| crate::issued::agency_in(lang, (&facts.agency_name, &facts.agency_name_en)))
    }

    /// The holder's name as strangers may see it.
    pub fn holder(&self) -> Option<&str> {
        self.facts.as_ref().map(|facts| facts.holder.as_str()).filter(|holder| !holder.is_empty())
    }

    /// Whether it is in force on that day.
    pub fn standing(&self, today: Date) -> Standing {
        issued::standing(self.revoked_at, self.valid_until, today)
    }

    /// SHA-256 of the file, hexadecimal.
    pub fn hash(&self) -> String {
        data_encoding::HEXLOWER.encode(&self.hash)
    }

    /// Compares a file with the issued one.
    pub fn compare(&self, file: &[u8]) -> Comparison {
        let seal = signing::inspect(file);
        if Sha256::digest(file).as_slice() == self.hash {
            let stamped_at = if let Seal::Intact(seal) = seal { seal.stamped_at } else { None };
            return Comparison::Same { stamped_at };
        }
        match seal {
            Seal::Absent => Comparison::Unsigned,
            Seal::Broken => Comparison::Changed,
            Seal::Intact(seal) => {
                Comparison::Other { signed_by: seal.certificate.tbs_certificate().subject().to_string() }
            }
        }
    }
}

/// Looks a document up for a stranger; its owner sees in the ledger that somebody checked it.
pub async fn check(tx: &mut Tx, cx: &Cx, number: &DocumentNumber) -> db::Result<Option<Checked>> {
    let Some(row) = store::find_by_number(tx, number.as_str()).await? else { return Ok(None) };
    let access = Access {
        account: row.account,
        actor: Actor::Job("public-check"),
        action: "document.check",
        reason: "Публичная проверка документа по номеру",
        case: Some(number.as_str().to_owned()),
    };
    ledger::record(tx, cx, access).await?;
    let facts = if vault::exists(tx, row.account).await? { Some(issued::open_facts(tx, &row).await?) } else { None };
    Ok(Some(Checked {
        number: number.clone(),
        facts,
        issued_at: row.issued_at,
        valid_until: row.valid_until,
        revoked_at: row.revoked_at,
        signed_by: row.signed_by,
        hash: row.hash,
    }))
}
