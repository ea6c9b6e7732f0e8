//! Personal data, registry checks, levels and the centre's desk, told as stories on both databases.

mod centre;
mod checks;
mod desk;
mod http;
mod levels;
mod people;
mod profile;
mod registries;
mod statements;
mod visitors;
