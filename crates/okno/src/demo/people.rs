//! The people of the demo, as `demo/people.yaml` names them.

use std::{fmt::Write, path::Path};

use anyhow::{Context, Result};
use base::Cx;
use db::Db;
use identity::StaffSeed;
use serde::Deserialize;

use super::residents::{self, Citizen};

const BUILT_IN: &str = include_str!("../../../../demo/people.yaml");

/// Citizens that the registries know, and staff.
#[derive(Debug, Deserialize)]
pub struct People {
    citizens: Vec<Citizen>,
    staff: Vec<StaffSeed>,
}

impl People {
    /// Reads a file, or the people built in.
    ///
    /// # Errors
    /// When the file cannot be read or is not of this shape.
    pub fn read(file: Option<&Path>) -> Result<Self> {
        match file {
            Some(file) => {
                let text = std::fs::read_to_string(file)
                    .with_context(|| format!("the people in {} cannot be read", file.display()))?;
                serde_saphyr::from_str(&text).with_context(|| format!("{} is not right", file.display()))
            }
            None => serde_saphyr::from_str(BUILT_IN).context("demo/people.yaml is not right"),
        }
    }

    /// The staff to be entered.
    pub fn staff(&self) -> &[StaffSeed] {
        &self.staff
    }

    /// Makes the accounts of those citizens who have one from the start.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn settle(&self, db: &Db, cx: &Cx) -> Result<()> {
        residents::settle(db, cx, &self.citizens).await
    }

    /// Tells of what those of them applied for long ago who have a past. Whoever has one already keeps it.
    ///
    /// # Errors
    /// When the database does not answer, or the past does not fit the services.
    pub async fn look_back(&self, db: &Db, cx: &Cx) -> Result<()> {
        let officers = self.staff.iter().filter(|staff| staff.role == identity::Role::Officer);
        let officers = officers.filter_map(|staff| Some((staff.agency.clone()?, staff.sign_in.clone()))).collect();
        Box::pin(residents::look_back(db, cx, &self.citizens, &officers)).await
    }

    /// What the demo prints when it is ready.
    pub(super) fn welcome(&self, portal: &str, sandbox: &str) -> String {
        let mut text = format!(
            "\n  Портал     {portal}\n  Песочница  {sandbox}   (SMS, письма, управление внешними системами)\n\n  \
             Сотрудники: {portal}/staff/sign-in, код из приложения показывает песочница\n"
        );
        for staff in &self.staff {
            let place = staff.agency.as_deref().or(staff.centre.as_deref()).unwrap_or("");
            let _ =
                writeln!(text, "    {:<14} {:<20} {:<28} {place}", staff.role.as_str(), staff.sign_in, staff.password);
        }
        text.push_str("\n  Граждане, которых знают реестры (без пароля — учётной записи пока нет, регистрируйтесь):\n");
        for citizen in &self.citizens {
            let name = [Some(&citizen.family_name), Some(&citizen.given_name), citizen.patronymic.as_ref()];
            let name: Vec<&str> = name.into_iter().flatten().map(String::as_str).collect();
            let password = citizen.account.as_ref().map_or("", |account| account.password.as_str());
            let (phone, snils) = (citizen.phone.as_str(), citizen.snils.to_string());
            let _ = writeln!(text, "    {:<34} {phone:<14} {snils}  {password}", name.join(" "));
        }
        text.push_str("\n  Остановить: Ctrl+C\n\n");
        text
    }
}
