//! Choosing a password by a link, and asking for one: plain forms that work before any script has run.

mod choose;
mod forgot;

pub(crate) use choose::{InvitationPage, ResetPage};
pub(crate) use forgot::ForgotPage;
