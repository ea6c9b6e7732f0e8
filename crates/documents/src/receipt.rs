//! The receipt («Чек») of a payment: a document like any other, with a template of ours.

use base::{AccountId, Lang, Money, Timestamp, long_time};
use jiff::tz::TimeZone;
use serde_json::json;

use crate::{events::IssueDocument, issued::DocumentKind};

/// The template; it reads what [`Receipt::order`] gives.
pub const TEMPLATE: &str = include_str!("../templates-typst/receipt.typ");

/// A payment to be receipted.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// Who paid.
    pub account: AccountId,
    /// The caller's own mark: `payment:<id>`.
    pub reference: String,
    /// Code of the agency whose key signs.
    pub agency: String,
    /// Its name.
    pub agency_name: String,
    /// The language of the receipt.
    pub lang: Lang,
    /// How much.
    pub amount: Money,
    /// When it was paid.
    pub paid_at: Timestamp,
    /// What for, in the receipt's language.
    pub purpose: String,
    /// The provider's id of the payment.
    pub provider_id: String,
    /// To whom.
    pub recipient: ReceiptRecipient,
}

/// The recipient's details as the receipt shows them.
#[derive(Debug, Clone, Default)]
pub struct ReceiptRecipient {
    /// Name of the body.
    pub name: String,
    /// ИНН.
    pub inn: String,
    /// КПП.
    pub kpp: String,
    /// Account at the treasury.
    pub account: String,
    /// Name of the bank.
    pub bank: String,
    /// БИК of the bank.
    pub bik: String,
    /// КБК.
    pub kbk: String,
    /// ОКТМО.
    pub oktmo: String,
}

impl Receipt {
    /// The order of the document, to be enqueued in the transaction of the payment. `zone` dates it.
    pub fn order(self, zone: &TimeZone) -> IssueDocument {
        let Self { recipient, lang, .. } = &self;
        let label = |ru: &'static str, en: &'static str| if *lang == Lang::Ru { ru } else { en };
        let rows: Vec<(&str, String)> = [
            (label("Назначение платежа", "Purpose"), self.purpose.clone()),
            (label("Дата и время", "Date and time"), long_time(self.paid_at, zone, *lang)),
            (label("Получатель", "Recipient"), recipient.name.clone()),
            (label("ИНН", "Taxpayer number (INN)"), recipient.inn.clone()),
            (label("КПП", "Registration code (KPP)"), recipient.kpp.clone()),
            (label("Счёт", "Account"), recipient.account.clone()),
            (label("Банк", "Bank"), recipient.bank.clone()),
            (label("БИК", "Bank code (BIK)"), recipient.bik.clone()),
            (label("КБК", "Budget code (KBK)"), recipient.kbk.clone()),
            (label("ОКТМО", "Territory code (OKTMO)"), recipient.oktmo.clone()),
            (label("Номер операции", "Operation number"), self.provider_id.clone()),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect();
        let data = json!({
            "lang": lang.code(),
            "amount": self.amount.show(*lang),
            "rows": rows,
        });
        IssueDocument {
            account: self.account,
            reference: self.reference,
            kind: DocumentKind::Receipt.as_str().to_owned(),
            title_ru: "Чек по операции".to_owned(),
            title_en: "Payment receipt".to_owned(),
            agency: self.agency,
            agency_name: self.agency_name,
            agency_name_en: String::new(),
            template: TEMPLATE.to_owned(),
            data,
            lang: self.lang,
            valid_until: None,
        }
    }
}
