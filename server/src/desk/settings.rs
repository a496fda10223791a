//! What administrators set for the whole system (spec 2.7). Of two who edit the same part, the second is told.

use super::{Desk, allow};
use crate::error::Error;
use crate::mail::{self, Body, Letter, Part, Relay};
use crate::store::{Connection, audit, settings};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::audit::Audited;
use domain::mail::{MailServer, ShownMailServer, Trouble, TypedMailServer};
use domain::permission::Deed;
use domain::problem::{Fault, Problem};
use domain::settings::{
    Conversations, RatingPages, Site, TypedConversations, VERSION_FIELD, Versioned,
};
use domain::team::{App, AppSwitch};
use domain::user::User;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The key of name and languages.
const SITE: &str = "site";
/// The key of how conversations are handed on, missed ones told, and past ones kept.
const CONVERSATIONS: &str = "conversations";
/// The key of what the public pages of ratings are called.
const RATING_PAGES: &str = "rating_pages";
/// The key of the mail server.
const MAIL_SERVER: &str = "mail_server";
/// What the password of the mail server is sealed for.
const PASSWORD: &str = "mail server password";

/// The mail server as it is stored, the password sealed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct KeptMailServer {
    server: MailServer,
    password: Option<String>,
}

impl From<KeptMailServer> for ShownMailServer {
    fn from(kept: KeptMailServer) -> Self {
        Self {
            server: kept.server,
            has_password: kept.password.is_some(),
        }
    }
}

impl Desk {
    /// Name and languages of the site.
    pub async fn site(&self) -> Result<Versioned<Site>, Error> {
        Ok(read(&mut self.store.read().await?, SITE).await?.0)
    }

    /// Changes name and languages of the site, if nobody has since version `seen`.
    pub async fn save_site(
        &self,
        asker: &User,
        seen: u32,
        name: &str,
        languages: &[String],
    ) -> Result<Versioned<Site>, Error> {
        allow(asker, Deed::ChangeSettings)?;
        let site = Site::check(name, languages).map_err(Error::Invalid)?;
        self.change(asker, SITE, seen, Audited::SiteChanged, move |_: Site| {
            Ok(site)
        })
        .await
    }

    /// How conversations are handed on, what visitors who are away are told of them, and how long they are kept.
    pub async fn conversation_settings(
        &self,
        asker: &User,
    ) -> Result<Versioned<Conversations>, Error> {
        allow(asker, Deed::ChangeSettings)?;
        Ok(read(&mut self.store.read().await?, CONVERSATIONS).await?.0)
    }

    /// Changes that, if nobody has since version `seen`.
    pub async fn save_conversation_settings(
        &self,
        asker: &User,
        seen: u32,
        typed: &TypedConversations,
    ) -> Result<Versioned<Conversations>, Error> {
        allow(asker, Deed::ChangeSettings)?;
        let settings = typed.check().map_err(Error::Invalid)?;
        let audited = Audited::ConversationSettingsChanged;
        self.change(
            asker,
            CONVERSATIONS,
            seen,
            audited,
            move |_: Conversations| Ok(settings),
        )
        .await
    }

    /// What the public pages of ratings are called.
    pub async fn rating_page_titles(&self) -> Result<Versioned<RatingPages>, Error> {
        Ok(read(&mut self.store.read().await?, RATING_PAGES).await?.0)
    }

    /// Calls them otherwise, if nobody has since version `seen`.
    pub async fn save_rating_page_titles(
        &self,
        asker: &User,
        seen: u32,
        title: &str,
        menu: &str,
    ) -> Result<Versioned<RatingPages>, Error> {
        allow(asker, Deed::ManageChannels)?;
        let titles = RatingPages::check(title, menu).map_err(Error::Invalid)?;
        let audited = Audited::RatingPagesChanged;
        self.change(asker, RATING_PAGES, seen, audited, move |_: RatingPages| {
            Ok(titles)
        })
        .await
    }

    /// Switches an app on or off, if nobody has since version `seen`.
    pub(super) async fn save_app_switch(
        &self,
        asker: &User,
        app: App,
        seen: u32,
        switch: AppSwitch,
    ) -> Result<Versioned<AppSwitch>, Error> {
        let audited = match app {
            App::Helpdesk => Audited::HelpdeskSwitched,
            App::Crm => Audited::CrmSwitched,
        };
        self.change(asker, app.word(), seen, audited, move |_: AppSwitch| {
            Ok(switch)
        })
        .await
    }

    /// The mail server.
    pub async fn mail_server(&self, asker: &User) -> Result<Versioned<ShownMailServer>, Error> {
        allow(asker, Deed::ChangeSettings)?;
        let (kept, _) = read::<KeptMailServer>(&mut self.store.read().await?, MAIL_SERVER).await?;
        Ok(shown(kept))
    }

    /// Whether letters can be sent at all.
    pub async fn can_send_mail(&self) -> Result<bool, Error> {
        is_mail_set(&mut self.store.read().await?).await
    }

    /// Changes the mail server, if nobody has since version `seen`. Without a password in it the one that is kept stays,
    /// as long as the server is the same.
    pub async fn save_mail_server(
        &self,
        asker: &User,
        seen: u32,
        typed: TypedMailServer,
    ) -> Result<Versioned<ShownMailServer>, Error> {
        allow(asker, Deed::ChangeSettings)?;
        let server = typed.check().map_err(Error::Invalid)?;
        let sealed = self.sealed(&typed.password);
        let audited = Audited::MailServerChanged;
        let saved = self.change(asker, MAIL_SERVER, seen, audited, move |kept| {
            let password = password_for(&server, sealed, kept)?;
            Ok(KeptMailServer { server, password })
        });
        let saved = saved.await?;
        // What has waited for a server goes now.
        self.mail_queued.notify_one();
        Ok(shown(saved))
    }

    /// Sends a letter to the asker through a mail server as it was typed; why it did not go, if it did not.
    pub async fn test_mail_server(
        &self,
        asker: &User,
        typed: TypedMailServer,
    ) -> Result<Option<Trouble>, Error> {
        allow(asker, Deed::ChangeSettings)?;
        let server = typed.check().map_err(Error::Invalid)?;
        if !server.is_set() {
            return Err(Error::invalid("host", Fault::Missing));
        }
        let mut connection = self.store.read().await?;
        let (kept, _) = read::<KeptMailServer>(&mut connection, MAIL_SERVER).await?;
        let (site, _) = read::<Site>(&mut connection, SITE).await?;
        // Nobody waits for a mail server with a view of the database in his hand.
        drop(connection);
        let password = password_for(&server, self.sealed(&typed.password), kept.value)?;
        let Ok(password) = self.opened(password) else {
            return Ok(Some(Trouble::Sealed));
        };
        let name = site.value.name;
        let texts = mail::texts(asker.preferences.language);
        let fill = |text| mail::fill(text, &[("site", &name)]);
        let letter = Letter {
            recipient: asker.email.clone(),
            subject: fill(texts.test_subject),
            body: Body::of(&[Part::Words(&fill(texts.test_text))]),
        };
        let relay = Relay {
            server,
            password,
            name,
        };
        Ok(mail::send(&relay, &letter).await.err())
    }

    /// Through what letters go; `None` as long as no mail server is set.
    pub(super) async fn relay(&self) -> Result<Option<Result<Relay, Trouble>>, Error> {
        let mut connection = self.store.read().await?;
        let (kept, _) = read::<KeptMailServer>(&mut connection, MAIL_SERVER).await?;
        let (site, _) = read::<Site>(&mut connection, SITE).await?;
        let KeptMailServer { server, password } = kept.value;
        Ok(server.is_set().then(|| {
            Ok(Relay {
                server,
                password: self.opened(password)?,
                name: site.value.name,
            })
        }))
    }

    async fn change<T, F>(
        &self,
        asker: &User,
        key: &'static str,
        seen: u32,
        audited: Audited,
        change: F,
    ) -> Result<Versioned<T>, Error>
    where
        T: Default + Serialize + DeserializeOwned + Send + 'static,
        F: FnOnce(T) -> Result<T, Error> + Send + 'static,
    {
        let (asker, now) = (asker.clone(), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let (kept, text) = read::<T>(database, key).await?;
                    let moved = kept.change(seen, ());
                    let moved = moved.map_err(|problem| Error::Invalid(vec![problem]))?;
                    let changed = Versioned {
                        version: moved.version,
                        value: change(kept.value)?,
                    };
                    let written = serde_json::to_string(&changed)?;
                    if !settings::replace(database, key, text.as_deref(), &written).await? {
                        let problem = Problem::new(VERSION_FIELD, Fault::Changed);
                        return Err(Error::Invalid(vec![problem]));
                    }
                    audit::add(database, &asker, &audited, now).await?;
                    Ok(changed)
                })
            })
            .await
    }

    fn sealed(&self, password: &str) -> Option<String> {
        let seal = |password: &str| STANDARD.encode(self.seal.close(PASSWORD, password.as_bytes()));
        Some(password)
            .filter(|password| !password.is_empty())
            .map(seal)
    }

    fn opened(&self, sealed: Option<String>) -> Result<String, Trouble> {
        let Some(sealed) = sealed else {
            return Ok(String::new());
        };
        STANDARD
            .decode(sealed)
            .ok()
            .and_then(|sealed| self.seal.open(PASSWORD, &sealed))
            .and_then(|password| String::from_utf8(password).ok())
            .ok_or(Trouble::Sealed)
    }
}

/// Whether letters can be sent at all.
pub(super) async fn is_mail_set(connection: &mut Connection) -> Result<bool, Error> {
    let (kept, _) = read::<KeptMailServer>(connection, MAIL_SERVER).await?;
    Ok(kept.value.server.is_set())
}

/// Name and languages of the site, within a transaction.
pub(super) async fn site_in(connection: &mut Connection) -> Result<Site, Error> {
    Ok(read::<Site>(connection, SITE).await?.0.value)
}

/// Whether an app is on, within a transaction.
pub(super) async fn app_switch_in(
    connection: &mut Connection,
    app: App,
) -> Result<Versioned<AppSwitch>, Error> {
    // The key of the setting is the word of the app.
    Ok(read(connection, app.word()).await?.0)
}

/// How conversations are handed on, told to who is away, and kept, within a transaction.
pub(super) async fn conversations_in(connection: &mut Connection) -> Result<Conversations, Error> {
    Ok(read::<Conversations>(connection, CONVERSATIONS)
        .await?
        .0
        .value)
}

/// What is kept under a key, and its text as it stands there.
async fn read<T: Default + DeserializeOwned>(
    connection: &mut Connection,
    key: &str,
) -> Result<(Versioned<T>, Option<String>), Error> {
    let text = settings::get(connection, key).await?;
    let kept = text.as_deref().map(serde_json::from_str).transpose()?;
    Ok((kept.unwrap_or_default(), text))
}

/// The password to keep for a server: the one that was typed, or the one that was given for the same server before.
fn password_for(
    server: &MailServer,
    typed: Option<String>,
    kept: KeptMailServer,
) -> Result<Option<String>, Error> {
    if server.user.is_empty() {
        return Ok(None);
    }
    let password = typed.or(kept
        .password
        .filter(|_| server.may_use_password_of(&kept.server)));
    match password {
        Some(password) => Ok(Some(password)),
        None => Err(Error::invalid("password", Fault::Missing)),
    }
}

fn shown(kept: Versioned<KeptMailServer>) -> Versioned<ShownMailServer> {
    Versioned {
        version: kept.version,
        value: kept.value.into(),
    }
}
