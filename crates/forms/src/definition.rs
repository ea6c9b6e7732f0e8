//! The description of a public service, as written in `services/<code>/service.yaml`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Expression, Keywords, Page, Question, Season, Text};

/// A public service as data: what the catalogue shows, what the form asks, what it costs, what comes of it.
///
/// One exists only after [`crate::parse`] has found no problem in it, so that its conditions can be evaluated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The fixed code, part of the address: `criminal-record-certificate`.
    pub code: String,
    /// The name that the citizen reads.
    pub title: Text,
    /// One sentence for cards and search results.
    pub short: Text,
    /// What the service gives.
    pub about: Text,
    /// Who may get it.
    pub who: Text,
    /// What kind of service it is.
    pub kind: ServiceKind,
    /// The level of the account that it needs.
    #[serde(default)]
    pub level: Level,
    /// For whom it is.
    #[serde(default = "persons")]
    pub audience: Vec<Audience>,
    /// Codes of the regions where it is offered; empty means everywhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// Code of the agency that provides it.
    pub agency: String,
    /// Codes of the categories that list it.
    pub categories: Vec<String>,
    /// Words to find it by, beside its title.
    #[serde(default)]
    pub keywords: Keywords,
    /// Place among the popular services, 1 is first; none: not among them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub popular: Option<u32>,
    /// The price in words.
    pub price: Text,
    /// How long it takes, in words.
    pub time: Text,
    /// What the citizen has to have at hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Item>,
    /// Why the agency may refuse, and what to do then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refusals: Vec<Refusal>,
    /// How it goes, step by step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Item>,
    /// The laws and rules it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub law: Vec<Text>,
    /// Questions that people ask.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faq: Vec<QuestionAndAnswer>,
    /// What comes of it.
    pub result: ServiceResult,
    /// The part of the year in which applications are taken; none: all year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub season: Option<Season>,
    /// What the citizen does beside pressing the button when sending; none: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirm: Option<Confirm>,
    /// The other person who must agree before the agency gets the application; none: one person applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_party: Option<SecondParty>,
    /// Times that the law gives, in working days.
    #[serde(default)]
    pub deadlines: Deadlines,
    /// The state duty; none: free of charge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Fee>,
    /// Who may apply, as rules.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub eligibility: Vec<Rule>,
    /// Values computed from the answers, for use in conditions, fee and deadlines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub computed: Vec<Computed>,
    /// What the form asks, page by page.
    pub pages: Vec<Page>,
    /// What the officer fills in when approving; the result document reads it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decision: Vec<Question>,
}

fn persons() -> Vec<Audience> {
    vec![Audience::Person]
}

/// The kind of action that a service is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ServiceKind {
    /// A certificate or an extract from a register.
    Certificate,
    /// A document of a person or a thing.
    Document,
    /// An entry in a register.
    Registration,
    /// A permission to do something.
    Permit,
    /// Money or help.
    Benefit,
    /// A place and a time to come.
    Appointment,
    /// A sum to pay.
    Payment,
    /// A statement that the citizen hands in: a return, a complaint.
    Statement,
}

impl ServiceKind {
    /// The key of its translated name.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Certificate => "forms-kind-certificate",
            Self::Document => "forms-kind-document",
            Self::Registration => "forms-kind-registration",
            Self::Permit => "forms-kind-permit",
            Self::Benefit => "forms-kind-benefit",
            Self::Appointment => "forms-kind-appointment",
            Self::Payment => "forms-kind-payment",
            Self::Statement => "forms-kind-statement",
        }
    }
}

/// The level of an account that a service needs, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// «Упрощённая»: a contact is proved.
    #[default]
    Simplified,
    /// «Стандартная»: the registries agree with the personal data.
    Standard,
    /// «Подтверждённая»: the person was identified.
    Verified,
}

impl Level {
    /// The code used in the data and by other slices: "simplified", "standard", "verified".
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Simplified => "simplified",
            Self::Standard => "standard",
            Self::Verified => "verified",
        }
    }
}

/// For whom a service is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// A private person.
    Person,
    /// A sole proprietor.
    SoleProprietor,
    /// A legal entity.
    Organisation,
}

/// A line of a list: a document to have, a step to take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The line itself.
    pub title: Text,
    /// More about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// A ground on which the agency may refuse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// Its code, unique in the service.
    pub code: String,
    /// The reason as the citizen reads it.
    pub title: Text,
    /// What to do about it.
    pub advice: Text,
}

/// A frequent question with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionAndAnswer {
    /// The question.
    pub question: Text,
    /// The answer.
    pub answer: Text,
}

/// What the citizen gets in the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceResult {
    /// The title of the document that is issued.
    pub title: Text,
    /// What it is and how it is handed over, for the service page.
    pub about: Text,
    /// The Typst template beside `service.yaml`; none: no document is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// For how many months the document holds; none: without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_for_months: Option<u32>,
}

/// Times in working days; each a whole number or an expression that gives one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Deadlines {
    /// For the agency to decide, counted from the day after the application (or its payment) arrived.
    pub review: Expression,
    /// For the citizen to answer a question of the agency.
    pub answer: Expression,
    /// For the citizen to pay the duty.
    pub payment: Expression,
    /// For the second party to agree.
    pub agreement: Expression,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            review: Expression::whole(30),
            answer: Expression::whole(10),
            payment: Expression::whole(15),
            agreement: Expression::whole(5),
        }
    }
}

/// The state duty of a service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// How much: an expression that gives money, `roubles(3500)`.
    pub amount: Expression,
    /// When it is paid.
    #[serde(default)]
    pub paid: FeePaid,
    /// The purpose as it stands in the payment.
    pub purpose: Text,
    /// Who gets it.
    pub recipient: Recipient,
}

/// When a duty is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FeePaid {
    /// Before the review begins.
    #[default]
    First,
}

/// The bank details of whoever receives a duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// The name of the recipient.
    pub name: String,
    /// ИНН, the recipient's taxpayer number: 10 digits.
    pub inn: String,
    /// КПП, the code of the reason for registration: 9 digits.
    pub kpp: String,
    /// The account of the treasury: 20 digits.
    pub account: String,
    /// The bank.
    pub bank: String,
    /// БИК, the bank's code: 9 digits.
    pub bik: String,
    /// КБК, the code of budget classification: 20 digits.
    pub kbk: String,
    /// ОКТМО, the code of the municipality: 8 or 11 digits.
    pub oktmo: String,
}

/// How sending is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confirm {
    /// With a code that goes to the phone of the account.
    Code,
}

/// Whoever must agree beside the one who applies: the other spouse, the buyer, the owner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondParty {
    /// Who it is: «Второй супруг».
    pub title: Text,
    /// What that person agrees to, as a sentence to read before agreeing.
    pub agrees: Text,
    /// The question of type `snils` that says whose agreement is asked: an account at the verified level is found by it.
    pub snils: String,
    /// Ids of the questions whose answers that person reads before agreeing, and no others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shows: Vec<String>,
    /// When the agreement is needed; none: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expression>,
}

/// A condition that an applicant must meet, explained.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its code, unique in the service.
    pub id: String,
    /// What must hold. Not met only when it is certainly false.
    pub require: Expression,
    /// What the citizen reads when it does not hold.
    pub explain: Text,
    /// What to do instead.
    pub advice: Text,
}

/// A named value computed from answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Computed {
    /// The name by which expressions use it.
    pub id: String,
    /// How it is computed.
    pub value: Expression,
    /// Shown with this name under «Проверьте данные»; none: not shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
}
