//! The state duty of an application. The one place that speaks to `payments`.

use base::{Cx, Money};
use db::{Result, Tx};
use forms::Fee;
use payments::{Charge, ChargeState, NewCharge, Recipient};

use crate::model::Application;

/// Makes the charge of an application. Asked again, it is the same charge.
pub async fn make(tx: &mut Tx, cx: &Cx, of: &Application, amount: Money, fee: &Fee) -> Result<()> {
    payments::create_charge(tx, cx, &charge(of, amount, fee)).await?;
    Ok(())
}

/// What an application owes.
pub fn charge(of: &Application, amount: Money, fee: &Fee) -> NewCharge {
    let to = &fee.recipient;
    NewCharge {
        account: of.account,
        reference: of.reference(),
        amount,
        purpose_ru: format!("{}, заявление № {}", fee.purpose.ru, of.number_text()),
        purpose_en: format!("{}, application No. {}", fee.purpose.en, of.number_text()),
        recipient: Recipient {
            name: to.name.clone(),
            inn: to.inn.clone(),
            kpp: to.kpp.clone(),
            account: to.account.clone(),
            bank: to.bank.clone(),
            bik: to.bik.clone(),
            kbk: to.kbk.clone(),
            oktmo: to.oktmo.clone(),
        },
        back: of.path(),
    }
}

/// The charge that is still to be paid.
pub async fn due(tx: &mut Tx, of: &Application) -> Result<Option<Charge>> {
    let charge = payments::charge_of(tx, of.account, &of.reference()).await?;
    Ok(charge.filter(|charge| charge.state == ChargeState::Due))
}

/// Calls the charge off; `false` when it has been paid already.
pub async fn call_off(tx: &mut Tx, cx: &Cx, of: &Application) -> Result<bool> {
    payments::cancel(tx, cx, of.account, &of.reference()).await
}
