//! People who sign in: how they come to be, and what they choose.

use super::channels::tell;
use super::{Desk, Signal, TokenHash, allow, mint};
use crate::error::Error;
use crate::store::users::{self, Account};
use crate::store::{Work, channel_operators, channels, expertises, setup_tokens};
use domain::channel::Channel;
use domain::event::PersonChange;
use domain::id::UserId;
use domain::permission::Deed;
use domain::problem::{Fault, problems};
use domain::report::Favourite;
use domain::search::SavedView;
use domain::text;
use domain::time::Timestamp;
use domain::user::{Preferences, Role, User};
use uuid::Uuid;

/// What is needed to make a user.
#[derive(Clone)]
pub struct NewUser {
    /// The user name.
    pub name: String,
    /// The address he will sign in with.
    pub email: String,
    /// His password.
    pub password: String,
    /// What he may do.
    pub role: Role,
    /// Keys of the channels in which he answers from the start.
    pub channels: Vec<String>,
}

impl Desk {
    /// Whether anybody can sign in yet.
    pub async fn has_users(&self) -> Result<bool, Error> {
        Ok(users::any(&mut self.store.read().await?).await?)
    }

    /// A token for the set-up link, if there is no user yet (spec 2.2); earlier ones stay valid until the first user
    /// exists, since another node may have shown one.
    pub async fn mint_setup_token(&self) -> Result<Option<String>, Error> {
        let token = mint();
        let hash = TokenHash::of(&token);
        let now = self.clock.now();
        let is_kept = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    if users::any(database).await? {
                        return Ok(false);
                    }
                    setup_tokens::add(database, hash, now).await?;
                    Ok(true)
                })
            })
            .await?;
        Ok(is_kept.then_some(token))
    }

    /// Whether a set-up link is valid.
    pub async fn setup_token_is_valid(&self, token: &str) -> Result<bool, Error> {
        let mut connection = self.store.read().await?;
        Ok(!users::any(&mut connection).await?
            && setup_tokens::is_valid(&mut connection, TokenHash::of(token)).await?)
    }

    /// Makes the first administrator; the token is used up. `NotFound` if it is not valid. The role in `user` is
    /// ignored, and he answers in all channels that there are: somebody has to.
    pub async fn create_first_administrator(
        &self,
        setup_token: &str,
        user: NewUser,
    ) -> Result<User, Error> {
        // Before the password is hashed: whoever has no token must not be able to make work.
        if !self.setup_token_is_valid(setup_token).await? {
            return Err(Error::NotFound);
        }
        let hash = TokenHash::of(setup_token);
        let user = NewUser {
            role: Role::Administrator,
            ..user
        };
        let account = self.account(user).await?;
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    if users::any(database).await?
                        || !setup_tokens::is_valid(database, hash).await?
                    {
                        return Err(Error::NotFound);
                    }
                    users::add(database, &account).await?;
                    setup_tokens::clear(database).await?;
                    let channels = channels::all(database).await?;
                    introduce(work, &account.user, account.user.created_at);
                    for channel in channels {
                        answers_in(work, &channel, &account.user).await?;
                    }
                    Ok(account.user)
                })
            })
            .await
    }

    /// Makes a user.
    pub async fn create_user(&self, user: NewUser) -> Result<User, Error> {
        let keys = user.channels.clone();
        let account = self.account(user).await?;
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    if !users::add(database, &account).await? {
                        return Err(Error::invalid("email", Fault::Taken));
                    }
                    setup_tokens::clear(database).await?;
                    introduce(work, &account.user, account.user.created_at);
                    for key in keys {
                        let channel = channels::by_key(work.database().await?, &key).await?;
                        let channel =
                            channel.ok_or_else(|| Error::invalid("channel", Fault::Unknown))?;
                        answers_in(work, &channel, &account.user).await?;
                    }
                    Ok(account.user)
                })
            })
            .await
    }

    /// Everybody who can sign in, by name.
    pub async fn users(&self) -> Result<Vec<User>, Error> {
        users::list(&mut self.store.read().await?).await
    }

    /// Changes the caller's name and preferences.
    pub async fn save_preferences(
        &self,
        user: &User,
        name: &str,
        preferences: Preferences,
    ) -> Result<User, Error> {
        let enabled = self.site().await?.value.languages;
        let (name, preferences) = match (
            text::name(name),
            preferences.check(&user.preferences, &enabled),
        ) {
            (Ok(name), Ok(preferences)) => (name, preferences),
            (name, preferences) => {
                let mut wrong = problems([("name", name.err())]);
                wrong.extend(preferences.err().unwrap_or_default());
                return Err(Error::Invalid(wrong));
            }
        };
        let now = self.clock.now();
        let id = user.id;
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let known = users::by_id(database, id).await?;
                    let known = known.ok_or(Error::NotFound)?.user;
                    // Read here, so that nobody takes one off the list in between.
                    let list = expertises::list(database).await?;
                    let preferences = Preferences {
                        // What is not on the form may have changed since it was read.
                        hides_panel: known.preferences.hides_panel,
                        views: known.preferences.views.clone(),
                        favourites: known.preferences.favourites.clone(),
                        ..preferences.with_expertises_of(&list)
                    };
                    users::set_preferences(database, id, &name, &preferences).await?;
                    let changed = User {
                        name,
                        preferences,
                        ..known.clone()
                    };
                    // A choice of colours is nobody else's business.
                    if !changed.is_seen_as(&known) {
                        introduce(work, &changed, now);
                    }
                    Ok(changed)
                })
            })
            .await
    }

    /// Remembers whether the caller wants the information panel beside conversations.
    pub async fn hide_panel(&self, user: &User, hides_panel: bool) -> Result<(), Error> {
        allow(user, Deed::KeepOwnAccount)?;
        self.choose(user.id, move |preferences| {
            preferences.hides_panel = hides_panel;
        })
        .await
    }

    /// What the caller keeps under names of his own: what he seeks, and reports.
    pub async fn kept(&self, user: &User) -> Result<(Vec<SavedView>, Vec<Favourite>), Error> {
        allow(user, Deed::KeepOwnAccount)?;
        let account = users::by_id(&mut self.store.read().await?, user.id).await?;
        let preferences = account.ok_or(Error::NotFound)?.user.preferences;
        Ok((preferences.views, preferences.favourites))
    }

    /// Keeps what the caller seeks again and again, in place of what he kept before; as it is kept.
    pub async fn save_views(
        &self,
        user: &User,
        views: Vec<SavedView>,
    ) -> Result<Vec<SavedView>, Error> {
        allow(user, Deed::KeepOwnAccount)?;
        let views = SavedView::check(views).map_err(Error::Invalid)?;
        let kept = views.clone();
        self.choose(user.id, move |preferences| preferences.views = kept)
            .await?;
        self.signal(Signal::Kept(user.id));
        Ok(views)
    }

    /// Keeps the reports that the caller asks for again and again, in place of those he kept before; as they are kept.
    pub async fn save_favourites(
        &self,
        user: &User,
        favourites: Vec<Favourite>,
    ) -> Result<Vec<Favourite>, Error> {
        allow(user, Deed::ReadReports)?;
        let favourites = Favourite::check(favourites).map_err(Error::Invalid)?;
        let kept = favourites.clone();
        self.choose(user.id, move |preferences| preferences.favourites = kept)
            .await?;
        self.signal(Signal::Kept(user.id));
        Ok(favourites)
    }

    /// Changes of somebody's preferences what nobody else is told of.
    async fn choose(
        &self,
        id: UserId,
        change: impl FnOnce(&mut Preferences) + Send + 'static,
    ) -> Result<(), Error> {
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let account = users::by_id(database, id).await?.ok_or(Error::NotFound)?;
                    let User {
                        name,
                        mut preferences,
                        ..
                    } = account.user;
                    change(&mut preferences);
                    users::set_preferences(database, id, &name, &preferences).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Checks all fields of a new user and hashes his password.
    async fn account(&self, user: NewUser) -> Result<Account, Error> {
        let fields = (
            text::name(&user.name),
            text::email(&user.email),
            text::password(&user.password).map(str::to_owned),
        );
        let (name, email, password) = match fields {
            (Ok(name), Ok(email), Ok(password)) => (name, email, password),
            (name, email, password) => {
                return Err(Error::Invalid(problems([
                    ("name", name.err()),
                    ("email", email.err()),
                    ("password", password.err()),
                ])));
            }
        };
        Ok(Account {
            user: User {
                id: UserId(Uuid::now_v7()),
                name,
                email,
                role: user.role,
                preferences: Preferences::default(),
                created_at: self.clock.now(),
                picture: None,
            },
            password_hash: self.passwords.hash(password).await?,
        })
    }
}

/// Tells all consoles who somebody is now.
pub(super) fn introduce(work: &mut Work<'_>, user: &User, now: Timestamp) {
    let change = PersonChange::Saved(user.as_operator(), user.role, user.profile());
    work.person_changed(user.id, change, now);
}

/// A new user is an operator of a channel, and has joined it.
async fn answers_in(work: &mut Work<'_>, channel: &Channel, user: &User) -> Result<(), Error> {
    let database = work.database().await?;
    channel_operators::join(database, channel.id, user.id, user.created_at).await?;
    tell(work, channel.id, user.created_at).await
}
