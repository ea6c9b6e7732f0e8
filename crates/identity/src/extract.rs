//! The actors that pages ask for. A page that takes one as an argument cannot be reached by anybody else.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};
use base::{AccountId, StaffId};
use web::Failure;

use crate::{
    levels::AssuranceLevel,
    sessions::{SessionId, SignedIn},
    staff::{OnDuty, Role},
};

/// A signed-in citizen. Others are led to the sign-in page and back.
#[derive(Debug, Clone)]
pub struct Citizen {
    /// Whose pages these are.
    pub account: AccountId,
    /// The level of the account at this moment.
    pub level: AssuranceLevel,
    /// The session that the request came in.
    pub session: SessionId,
    /// First and family name.
    pub name: String,
}

/// A signed-in citizen, or a guest.
#[derive(Debug, Clone)]
pub struct MaybeCitizen(pub Option<Citizen>);

/// A case worker of an agency, or its head.
#[derive(Debug, Clone)]
pub struct Officer {
    /// Who.
    pub staff: StaffId,
    /// Name as shown to colleagues.
    pub name: String,
    /// Code of the agency.
    pub agency: String,
}

/// The head of an agency.
#[derive(Debug, Clone)]
pub struct Head {
    /// Who.
    pub staff: StaffId,
    /// Code of the agency.
    pub agency: String,
}

/// An operator of a service centre.
#[derive(Debug, Clone)]
pub struct Operator {
    /// Who.
    pub staff: StaffId,
    /// Name as shown to colleagues.
    pub name: String,
    /// The centre.
    pub centre: String,
}

/// An administrator of the portal.
#[derive(Debug, Clone)]
pub struct Administrator {
    /// Who.
    pub staff: StaffId,
    /// Name as shown to colleagues.
    pub name: String,
}

fn citizen(parts: &Parts) -> Option<Citizen> {
    parts.extensions.get::<SignedIn>().map(|one| Citizen {
        account: one.account,
        level: one.level,
        session: one.session,
        name: one.name.clone(),
    })
}

fn on_duty(parts: &Parts, roles: &[Role]) -> Result<OnDuty, Failure> {
    let one = parts.extensions.get::<OnDuty>().ok_or(Failure::SignIn { staff: true })?;
    if one.must_choose {
        return Err(Failure::First(crate::staff::password::PLACE));
    }
    if roles.contains(&one.role) { Ok(one.clone()) } else { Err(Failure::Denied) }
}

impl<S: Sync> FromRequestParts<S> for Citizen {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        citizen(parts).ok_or(Failure::SignIn { staff: false })
    }
}

impl<S: Sync> FromRequestParts<S> for MaybeCitizen {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(citizen(parts)))
    }
}

impl<S: Sync> FromRequestParts<S> for Officer {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let one = on_duty(parts, &[Role::Officer, Role::Head])?;
        Ok(Self { staff: one.staff, name: one.name, agency: one.agency.ok_or(Failure::Denied)? })
    }
}

impl<S: Sync> FromRequestParts<S> for Head {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let one = on_duty(parts, &[Role::Head])?;
        Ok(Self { staff: one.staff, agency: one.agency.ok_or(Failure::Denied)? })
    }
}

impl<S: Sync> FromRequestParts<S> for Operator {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let one = on_duty(parts, &[Role::Operator])?;
        Ok(Self { staff: one.staff, name: one.name, centre: one.centre.ok_or(Failure::Denied)? })
    }
}

impl<S: Sync> FromRequestParts<S> for Administrator {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let one = on_duty(parts, &[Role::Administrator])?;
        Ok(Self { staff: one.staff, name: one.name })
    }
}
