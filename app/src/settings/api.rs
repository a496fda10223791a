//! What the settings ask of the server.

use crate::api::Failure;
use domain::country_table::CountryTables;
use domain::id::MailId;
use domain::mail::{Encryption, Mail, ShownMailServer, Trouble};
use domain::settings::{Conversations, Site, Versioned};
use leptos::prelude::*;

/// Name and languages of the site.
#[server(prefix = "/api", endpoint = "settings/site")]
pub(crate) async fn load_site() -> Result<Versioned<Site>, Failure> {
    let (desk, _) = crate::api::asked()?;
    Ok(desk.site().await?)
}

/// Changes name and languages of the site.
#[server(prefix = "/api", endpoint = "settings/site/save")]
pub(crate) async fn save_site(
    version: u32,
    name: String,
    #[server(default)] languages: Vec<String>,
) -> Result<Versioned<Site>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let saved = desk.save_site(&asker.user, version, &name, &languages);
    Ok(saved.await?)
}

/// How conversations are handed on, what visitors who are away are told of them, and how long they are kept.
#[server(prefix = "/api", endpoint = "settings/conversations")]
pub(crate) async fn load_conversations() -> Result<Versioned<Conversations>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.conversation_settings(&asker.user).await?)
}

/// Changes that; no minutes and no days mean never.
#[server(prefix = "/api", endpoint = "settings/conversations/save")]
pub(crate) async fn save_conversations(
    version: u32,
    offered_again_after_minutes: String,
    missed_mailed_after_minutes: String,
    kept_days: String,
    #[server(default)] keeps_figures: bool,
) -> Result<Versioned<Conversations>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let typed = domain::settings::TypedConversations {
        offered_again_after_minutes,
        missed_mailed_after_minutes,
        kept_days,
        keeps_figures,
    };
    let saved = desk.save_conversation_settings(&asker.user, version, &typed);
    Ok(saved.await?)
}

/// The mail server, and the letters that wait or were given up.
#[server(prefix = "/api", endpoint = "settings/mail")]
pub(crate) async fn load_mail() -> Result<(Versioned<ShownMailServer>, Vec<Mail>), Failure> {
    let (desk, asker) = crate::api::asked()?;
    let server = desk.mail_server(&asker.user).await?;
    Ok((server, desk.unsent_mails(&asker.user).await?))
}

/// Changes the mail server.
#[server(prefix = "/api", endpoint = "settings/mail/save")]
pub(crate) async fn save_mail(
    version: u32,
    host: String,
    port: String,
    encryption: Encryption,
    user: String,
    password: String,
    sender: String,
) -> Result<Versioned<ShownMailServer>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let typed = domain::mail::TypedMailServer {
        host,
        port,
        encryption,
        user,
        password,
        sender,
    };
    Ok(desk.save_mail_server(&asker.user, version, typed).await?)
}

/// Sends a letter to the caller through the mail server as it was typed; why it did not go, if it did not.
#[server(prefix = "/api", endpoint = "settings/mail/test")]
pub(crate) async fn test_mail(
    host: String,
    port: String,
    encryption: Encryption,
    user: String,
    password: String,
    sender: String,
) -> Result<Option<Trouble>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let typed = domain::mail::TypedMailServer {
        host,
        port,
        encryption,
        user,
        password,
        sender,
    };
    Ok(desk.test_mail_server(&asker.user, typed).await?)
}

/// Sends an unsent letter again.
#[server(prefix = "/api", endpoint = "settings/mail/again")]
pub(crate) async fn send_again(mail: MailId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.send_mail_again(&asker.user, mail).await?)
}

/// Forgets an unsent letter.
#[server(prefix = "/api", endpoint = "settings/mail/forget")]
pub(crate) async fn forget(mail: MailId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.forget_mail(&asker.user, mail).await?)
}

/// The tables that tell countries of addresses, and which is asked.
#[server(prefix = "/api", endpoint = "settings/countries")]
pub(crate) async fn load_countries() -> Result<CountryTables, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.country_tables(&asker.user).await?)
}

/// Asks the table that is built in again.
#[server(prefix = "/api", endpoint = "settings/countries/remove")]
pub(crate) async fn remove_countries() -> Result<CountryTables, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.remove_country_table(&asker.user).await?)
}
