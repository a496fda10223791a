//! Links by which spreadsheet programs read sessions again and again (spec 13.1, *Insert in spreadsheet*). Whoever has one reads what
//! its maker might read, as long as he might, and nothing else.

use super::exports::{Exported, Format, Sought};
use super::sessions::throttle_within;
use super::{Desk, TokenHash, allow, mint};
use crate::error::Error;
use crate::store::{audit, live_links, users};
use domain::audit::Audited;
use domain::id::LiveLinkId;
use domain::limit;
use domain::permission::Deed;
use domain::problem::Fault;
use domain::report::{Asked, Column, LiveLink};
use domain::time::HOUR_MS;
use domain::user::User;
use uuid::Uuid;

/// How often one link is followed within an hour: spreadsheet programs ask each few minutes at most.
const USES_IN_AN_HOUR: i64 = 60;

impl Desk {
    /// Makes a link to the sessions that are asked for; the secret in it, which is told once. `Invalid` beyond
    /// [`limit::LIVE_LINKS`].
    pub async fn make_live_link(
        &self,
        user: &User,
        asked: Asked,
        columns: Vec<Column>,
    ) -> Result<String, Error> {
        allow(user, Deed::ExportSessions)?;
        if columns.is_empty() || columns.len() > Column::ALL.len() {
            return Err(Error::invalid("columns", Fault::Missing));
        }
        let (secret, by, now) = (mint(), user.clone(), self.clock.now());
        let (id, token) = (LiveLinkId(Uuid::now_v7()), TokenHash::of(&secret));
        let make = self.store.write(move |work| {
            Box::pin(async move {
                let database = work.database().await?;
                if live_links::count(database).await? >= limit::LIVE_LINKS {
                    let limit = limit::LIVE_LINKS;
                    return Err(Error::invalid("links", Fault::TooMany { limit }));
                }
                live_links::put(database, id, token, by.id, (&asked, &columns), now).await?;
                let audited = Audited::LiveLinkMade { link: id };
                audit::add(database, &by, &audited, now).await?;
                Ok(())
            })
        });
        make.await?;
        Ok(secret)
    }

    /// All links that there are, newest first.
    pub async fn live_links(&self, user: &User) -> Result<Vec<LiveLink>, Error> {
        allow(user, Deed::ExportSessions)?;
        let links = live_links::list(&mut self.store.read().await?).await?;
        Ok(links)
    }

    /// Revokes a link, whoever made it; `NotFound` if it is revoked already.
    pub async fn revoke_live_link(&self, user: &User, link: LiveLinkId) -> Result<(), Error> {
        allow(user, Deed::ExportSessions)?;
        let (by, now) = (user.clone(), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    if !live_links::delete(database, link).await? {
                        return Err(Error::NotFound);
                    }
                    let audited = Audited::LiveLinkRevoked { link };
                    audit::add(database, &by, &audited, now).await?;
                    Ok(())
                })
            })
            .await
    }

    /// What a link leads to now. `NotFound` if it was revoked, or if who made it may not read it any more; refused if it was
    /// followed too often.
    pub async fn follow_live_link(&self, secret: &str) -> Result<Exported, Error> {
        let (token, now) = (TokenHash::of(secret), self.clock.now());
        // Who guesses must not keep the writer busy.
        let known = live_links::by_token(&mut self.store.read().await?, token).await?;
        known.ok_or(Error::NotFound)?;
        let follow = self.store.write(move |work| {
            Box::pin(async move {
                let database = work.database().await?;
                let found = live_links::by_token(database, token).await?;
                let link = found.ok_or(Error::NotFound)?;
                let maker = users::by_id(database, link.made_by).await?;
                let maker = maker.ok_or(Error::NotFound)?.user;
                allow(&maker, Deed::ExportSessions).map_err(|_| Error::NotFound)?;
                live_links::used(database, link.id, now).await?;
                throttle_within(work, &[(token, USES_IN_AN_HOUR)], HOUR_MS, now).await?;
                Ok((maker, link))
            })
        });
        let (maker, link) = follow.await?;
        let sought = Sought::Asked(Box::new(link.asked));
        self.export_sessions(&maker, sought, link.columns, Format::Csv)
            .await
    }
}
