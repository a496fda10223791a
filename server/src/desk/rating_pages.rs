//! Public pages of ratings (spec 12.5): what is not published is not there for anybody but administrators.

use super::{Desk, allow};
use crate::error::Error;
use crate::store::{Connection, audit, channels, rating_pages, users};
use domain::audit::Audited;
use domain::channel::Channel;
use domain::id::UserId;
use domain::limit;
use domain::permission::Deed;
use domain::rating_page::{Faces, PublicChannel, PublicRatings};
use domain::user::User;
use std::collections::HashMap;

impl Desk {
    /// The channels whose ratings the caller may see, by name: everybody those that are published, administrators all.
    pub async fn rating_pages(&self, asker: Option<&User>) -> Result<Vec<PublicChannel>, Error> {
        let sees_all = may_publish(asker);
        let mut connection = self.store.read().await?;
        let published = rating_pages::published(&mut connection).await?;
        let channels = channels::all(&mut connection).await?.into_iter();
        let seen = channels.filter_map(|channel| {
            let is_published = published.contains(&channel.id);
            let is_seen = (is_published || sees_all) && !channel.is_archived;
            is_seen.then(|| PublicChannel::of(&channel, is_published))
        });
        Ok(seen.collect())
    }

    /// What the page of a channel tells.
    pub async fn rating_page(
        &self,
        asker: Option<&User>,
        key: &str,
    ) -> Result<PublicRatings, Error> {
        let mut connection = self.store.read().await?;
        let channel = named(&mut connection, key).await?;
        let is_published = rating_pages::is_published(&mut connection, channel.id).await?;
        if !(is_published || may_publish(asker)) || channel.is_archived {
            return Err(Error::NotFound);
        }
        let counted = rating_pages::faces(&mut connection, channel.id).await?;
        let last = rating_pages::last(&mut connection, channel.id, limit::PUBLIC_RATINGS).await?;
        let users = users::list(&mut connection).await?;
        drop(connection);
        let mut faces = Faces::default();
        let mut of_operators: HashMap<UserId, Faces> = HashMap::new();
        for (operator, face, count) in counted {
            faces.count(face, count);
            if let Some(operator) = operator {
                of_operators.entry(operator).or_default().count(face, count);
            }
        }
        // Who was removed is named nowhere any more.
        let operators = users.iter().filter_map(|user| {
            let faces = of_operators.remove(&user.id)?;
            Some((user.public_name().to_owned(), faces))
        });
        let mut operators: Vec<_> = operators.collect();
        operators.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(PublicRatings {
            channel: PublicChannel::of(&channel, is_published),
            faces,
            last,
            operators,
        })
    }

    /// Lets everybody see the ratings of a channel, or nobody any more.
    pub async fn publish_ratings(
        &self,
        asker: &User,
        key: &str,
        is_published: bool,
    ) -> Result<(), Error> {
        allow(asker, Deed::ManageChannels)?;
        let (by, key, now) = (asker.clone(), key.to_owned(), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let channel = named(database, &key).await?.id;
                    let is_new = if is_published {
                        rating_pages::publish(database, channel, now).await?
                    } else {
                        rating_pages::withdraw(database, channel).await?
                    };
                    if is_new {
                        let audited = Audited::RatingsPublished {
                            channel,
                            is_published,
                        };
                        audit::add(database, &by, &audited, now).await?;
                    }
                    Ok(())
                })
            })
            .await
    }
}

fn may_publish(asker: Option<&User>) -> bool {
    asker.is_some_and(|user| allow(user, Deed::ManageChannels).is_ok())
}

async fn named(connection: &mut Connection, key: &str) -> Result<Channel, Error> {
    let channel = channels::by_key(connection, key).await?;
    channel.ok_or(Error::NotFound)
}
