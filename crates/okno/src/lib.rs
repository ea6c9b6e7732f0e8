//! The portal as one program: configuration, wiring, command line, workers, demo.
//!
//! This crate owns no table and no page of its own beside the signs of life in `health.rs`. Start with [`serve`], which
//! builds a [`portal::Portal`] from a [`config::Config`], then read [`wiring`]: the one place that says which slice
//! reacts to what.

pub mod config;
pub mod demo;
pub mod health;
mod keys;
mod live;
pub mod operation;
pub mod portal;
mod progress;
mod region;
pub mod seeding;
pub mod serve;
pub mod server;
pub mod services;
pub mod telemetry;
mod viewer;
pub mod wiring;
