//! The table of countries that administrators hand in, in the place of the one that is built in (spec 2.7, 15.6). It stands in
//! the database, where every node finds it.

use super::{Desk, allow};
use crate::error::Error;
use crate::geoip::{CountryReader, GeoIp, NotCountries};
use crate::store::country_tables::{self, TableVersion};
use crate::store::{Connection, audit};
use domain::audit::Audited;
use domain::country_table::{AskedTable, CountryTables, HandedInTable, file_name};
use domain::limit;
use domain::permission::Deed;
use domain::problem::Fault;
use domain::user::User;
use std::sync::Arc;
use uuid::Uuid;

/// Bytes of a megabyte, as people count it here.
const MEGABYTE: usize = 1024 * 1024;

impl Desk {
    /// The same, telling countries as the configuration says.
    #[must_use]
    pub fn telling_countries_by(self, geoip: GeoIp) -> Self {
        Self {
            geoip: Arc::new(geoip),
            ..self
        }
    }

    /// What tells countries of addresses.
    pub fn geoip(&self) -> &Arc<GeoIp> {
        &self.geoip
    }

    /// The tables there are, and which is asked.
    pub async fn country_tables(&self, asker: &User) -> Result<CountryTables, Error> {
        allow(asker, Deed::ChangeSettings)?;
        self.look_for_another_table().await?;
        let known = country_tables::known(&mut self.store.read().await?).await?;
        Ok(self.tables(known.map(|(_, table)| table)))
    }

    /// Asks a file from now on, in the place of the table that is built in; `name` is what it is called.
    pub async fn hand_in_country_table(
        &self,
        asker: &User,
        name: &str,
        contents: Vec<u8>,
    ) -> Result<CountryTables, Error> {
        allow(asker, Deed::ChangeSettings)?;
        if contents.len() > limit::COUNTRY_TABLE_BYTES {
            return Err(too_large());
        }
        let bytes = contents.len();
        // It is looked at away from the threads that serve.
        let looked = tokio::task::spawn_blocking(move || {
            let kept = contents.clone();
            CountryReader::of(contents).map(|reader| (reader, kept))
        });
        let looked = looked
            .await
            .map_err(|error| Error::Failed(Box::new(error)))?;
        let (reader, contents) = looked.map_err(|error| {
            let fault = match error {
                NotCountries::NotADatabase(_) => Fault::NotATable,
                NotCountries::NoCountries(_) => Fault::NoCountries,
            };
            Error::invalid("file", fault)
        })?;
        let now = self.clock.now();
        let version = TableVersion(Uuid::now_v7());
        let table = HandedInTable {
            name: file_name(name),
            kind: reader.kind(),
            made_at: reader.made_at(),
            bytes,
            at: now,
            by: asker.name.clone(),
        };
        let (by, told) = (asker.clone(), table.clone());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    country_tables::put(database, version, &told, &contents).await?;
                    let audited = Audited::CountryTableHandedIn { name: told.name };
                    audit::add(database, &by, &audited, now).await?;
                    Ok(())
                })
            })
            .await?;
        self.geoip.take(version, Some(reader));
        Ok(self.tables(Some(table)))
    }

    /// Asks the table that is built in again.
    pub async fn remove_country_table(&self, asker: &User) -> Result<CountryTables, Error> {
        allow(asker, Deed::ChangeSettings)?;
        let (by, now) = (asker.clone(), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    // Somebody else was quicker, and nothing is left to be done.
                    if country_tables::remove(database).await? > 0 {
                        audit::add(database, &by, &Audited::CountryTableRemoved, now).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        self.geoip.give_back();
        Ok(self.tables(None))
    }

    /// Takes up a file that was handed in to another node, or gives up one that was removed there; whether anything is
    /// another. To be called every few seconds.
    pub async fn look_for_another_table(&self) -> Result<bool, Error> {
        let known = country_tables::known(&mut self.store.read().await?).await?;
        let version = known.map(|(version, _)| version);
        if version == self.geoip.taken() {
            return Ok(false);
        }
        // Both in one view: what is read belongs to the version.
        let mut connection = self.store.read().await?;
        match country_tables::known(&mut connection).await? {
            None => self.geoip.give_back(),
            Some((version, _)) => {
                let reader = read(&mut connection).await?;
                self.geoip.take(version, reader);
            }
        }
        Ok(true)
    }

    fn tables(&self, handed_in: Option<HandedInTable>) -> CountryTables {
        let asked = self.geoip.asked();
        CountryTables {
            asked: asked.unwrap_or(AskedTable::HandedIn),
            handed_in,
        }
    }
}

/// What a file that is larger than allowed is told, before all of it has come.
pub(crate) fn too_large() -> Error {
    let megabytes = limit::COUNTRY_TABLE_BYTES / MEGABYTE;
    Error::invalid("file", Fault::TooLarge { megabytes })
}

/// Another node has looked at it before; if this one cannot read it all the same, the built-in table stands in.
async fn read(connection: &mut Connection) -> Result<Option<CountryReader>, Error> {
    let contents = country_tables::contents(connection).await?;
    let reader = contents.map(CountryReader::of).transpose();
    Ok(reader.unwrap_or_else(|error| {
        tracing::warn!(%error, "the table of countries that was handed in cannot be used");
        None
    }))
}
