//! The result of an application. The one place that orders documents.

use base::{Cx, Date, Lang, short_date};
use catalog::Agency;
use db::{Result, Tx, jobs};
use documents::events::IssueDocument;
use forms::Answers;
use jiff::ToSpan;
use serde_json::json;

use crate::{calendar, model::Application, opened::Opened};

/// Orders the result document; `false` when the service gives none.
///
/// Results of the state are in Russian whatever language the citizen reads.
pub async fn order(
    tx: &mut Tx,
    cx: &Cx,
    approved: &Application,
    case: &Opened,
    decision: &Answers,
    agency: &Agency,
) -> Result<bool> {
    let definition = case.definition();
    let Some(template) = &case.edition.template else { return Ok(false) };
    let today = calendar::day_of(cx.now());
    let order = IssueDocument {
        account: approved.account,
        reference: approved.reference(),
        kind: documents::DocumentKind::Result.as_str().to_owned(),
        title_ru: definition.result.title.ru.clone(),
        title_en: definition.result.title.en.clone(),
        agency: approved.agency.clone(),
        agency_name: agency.title.ru.clone(),
        agency_name_en: agency.title.en.clone(),
        template: template.to_string(),
        data: data(approved, case, decision, agency),
        lang: Lang::Ru,
        valid_until: definition.result.valid_for_months.map(|months| valid_until(today, months)),
    };
    jobs::enqueue(tx, cx, &order).await?;
    Ok(true)
}

/// What the template reads beside what `documents` adds (number, dates, check address): the application, who decides, who
/// applied, what was answered, what was decided.
fn data(approved: &Application, case: &Opened, decision: &Answers, agency: &Agency) -> serde_json::Value {
    let sent_on = approved.sent_at.map(|at| short_date(calendar::day_of(at)));
    json!({
        "application": { "number": approved.number_text(), "sent_on": sent_on, "service": approved.title_ru },
        "agency": { "name": agency.title.ru, "address": agency.address.ru },
        "applicant": case.applicant.document_data(Lang::Ru),
        "answers": forms::result_data(case.definition(), &case.answers, case.facts(), Lang::Ru),
        "computed": forms::computed_data(case.definition(), &case.worked_out.values, Lang::Ru),
        "decision": forms::decision_data(case.definition(), decision, Lang::Ru),
    })
}

/// The last day of a document that holds for so many months from `today`.
fn valid_until(today: Date, months: u32) -> Date {
    today.saturating_add(i64::from(months).months())
}
